import { mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { makeFolder } from "../../../src/adapters/files/make-folder.ts"
import { createMutex } from "../../../src/adapters/files/mutex.ts"

const mode = 0o700
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keycard-make-folder-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test("makes what is missing above it, private, and leaves what is there", async () => {
  const path = join(folder, "a", "b", "c")
  await makeFolder(path, { mode })
  await makeFolder(path, { mode })
  expect((await stat(path)).isDirectory()).toBe(true)
  if (process.platform !== "win32") expect((await stat(join(folder, "a"))).mode & 0o777).toBe(mode)
})

test("many that make the same folder at once all succeed", async () => {
  const paths = Array.from({ length: 40 }, (_, index) => join(folder, "a", "b", "c", String(index % 4)))
  await Promise.all(paths.map((path) => makeFolder(path, { mode })))
  for (const path of paths) expect((await stat(path)).isDirectory()).toBe(true)
})

test.skipIf(process.platform === "win32")(
  "a file or a link to nothing in its place is a failure (Windows needs rights for links)",
  async () => {
    await writeFile(join(folder, "file"), "")
    await symlink(join(folder, "nowhere"), join(folder, "link"))
    await expect(makeFolder(join(folder, "file"), { mode })).rejects.toMatchObject({ code: "ENOTDIR" })
    await expect(makeFolder(join(folder, "file", "x"), { mode })).rejects.toMatchObject({ code: "ENOTDIR" })
    await expect(makeFolder(join(folder, "link"), { mode })).rejects.toMatchObject({ code: "ENOENT" })
    await expect(makeFolder(join(folder, "link", "x"), { mode })).rejects.toMatchObject({ code: "ENOENT" })
  },
)

// Node's own recursive mkdir never comes back from there.
test.skipIf(process.platform !== "linux")(
  "where the system makes no folders it is a failure, not a hang (on Linux: /proc)",
  async () => {
    await expect(makeFolder("/proc/self/keycard/locks", { mode })).rejects.toMatchObject({ code: "ENOENT" })
    const mutex = createMutex({ folder: "/proc/self/keycard/locks" })
    await expect(mutex.hold("name", () => Promise.resolve())).rejects.toMatchObject({
      data: { kind: "file", problem: "missing" },
    })
  },
)
