import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { fileModes } from "../../../src/adapters/files/file-modes.ts"

let folder: string
const mode = async (path: string) => (await stat(path)).mode & 0o777

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keycard-modes-"))
})
afterEach(() => rm(folder, { recursive: true }))

describe.skipIf(process.platform === "win32")("the rights of a file (Windows has no such bits)", () => {
  it("are changed, of a folder too, and can be changed back", async () => {
    const file = join(folder, "credentials")
    const inner = join(folder, "aws")
    await writeFile(file, "x")
    await mkdir(inner)
    await chmod(file, 0o664)
    await chmod(inner, 0o755)
    await fileModes.change(file, 0o664, 0o600)
    await fileModes.change(inner, 0o755, 0o700)
    expect([await mode(file), await mode(inner)]).toEqual([0o600, 0o700])
    await fileModes.change(file, 0o600, 0o664)
    expect(await mode(file)).toBe(0o664)
  })

  it("are changed of what a link leads to: that is what is read", async () => {
    const file = join(folder, "real")
    await writeFile(file, "x")
    await chmod(file, 0o644)
    await symlink(file, join(folder, "link"))
    await fileModes.change(join(folder, "link"), 0o644, 0o600)
    expect(await mode(file)).toBe(0o600)
  })

  it("are left alone when they are not what was seen, and where nothing is", async () => {
    const file = join(folder, "credentials")
    await writeFile(file, "x")
    await chmod(file, 0o640)
    await expect(fileModes.change(file, 0o644, 0o600)).rejects.toMatchObject({
      data: { kind: "file", problem: "changed", path: file },
    })
    expect(await mode(file)).toBe(0o640)
    await expect(fileModes.change(join(folder, "none"), 0o644, 0o600)).rejects.toMatchObject({
      data: { kind: "file", problem: "missing" },
    })
  })
})
