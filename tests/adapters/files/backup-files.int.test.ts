import { execFile } from "node:child_process"
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, test } from "vitest"
import { createBackupFiles } from "../../../src/adapters/files/backup-files.ts"
import { deriveKeyHere } from "../../../src/core/backup/derive-key.ts"
import { openWithPassphrase } from "../../../src/core/backup/open.ts"
import { bundleTypeScript } from "../../support/run-typescript.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"

const run = promisify(execFile)
const files = createBackupFiles()
const bytes = (text: string) => new TextEncoder().encode(text)

test("a file is private from the start, and the old permissions never widen it", async () => {
  const path = join(temporaryFolder(), "x.keycard")
  await files.write(path, bytes("one"), { replace: false })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  writeFileSync(`${path}2`, "open to all", { mode: 0o644 })
  await files.write(`${path}2`, bytes("two"), { replace: true })
  expect(statSync(`${path}2`).mode & 0o077).toBe(0)
})

test("what is there stays unless it may be replaced", async () => {
  const path = join(temporaryFolder(), "x.keycard")
  await files.write(path, bytes("one"), { replace: false })
  await expect(files.write(path, bytes("two"), { replace: false })).rejects.toMatchObject({
    data: { kind: "backup", problem: "exists" },
  })
  expect(readFileSync(path, "utf8")).toBe("one")
  await files.write(path, bytes("two"), { replace: true })
  expect(readFileSync(path, "utf8")).toBe("two")
})

test("a folder that is gone is a failure, and is not made", async () => {
  const folder = join(temporaryFolder(), "gone")
  const missing = { data: { kind: "file", problem: "missing" } }
  await expect(files.write(join(folder, "x"), bytes("x"), { replace: false })).rejects.toMatchObject({
    data: { ...missing.data, path: folder },
  })
  await expect(files.list(folder)).rejects.toMatchObject(missing)
  await expect(files.read(join(folder, "x"))).rejects.toMatchObject(missing)
  expect(() => statSync(folder)).toThrow()
})

test("the first line of what is no ordinary file is empty, and nobody waits for it", async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, "folder"))
  writeFileSync(join(folder, "real"), `${"a".repeat(9_000)}\nsecond`)
  symlinkSync(join(folder, "real"), join(folder, "link"))
  await run("mkfifo", [join(folder, "pipe")])
  expect(await files.firstLine(join(folder, "folder"))).toBe("")
  expect(await files.firstLine(join(folder, "link"))).toBe("")
  expect(await files.firstLine(join(folder, "pipe"))).toBe("")
  expect(await files.firstLine(join(folder, "real"))).toHaveLength(4_096)
})

test.skipIf(process.platform !== "linux")(
  "a path below what is no folder is a failure in a person's terms",
  async () => {
    await expect(files.write("/dev/full/x", bytes("x"), { replace: true })).rejects.toMatchObject({
      data: { kind: "file" },
    })
  },
)

describe("killed while a backup is written", () => {
  test("at each call to the disk: the old one or the new one, whole", async () => {
    const driver = await bundleTypeScript("tests/support/backup-driver.ts")
    const folder = temporaryFolder()
    const save = async (path: string, name: string, killAt = 0) => {
      const done = run(process.execPath, [driver, path, name, String(killAt)])
      return done
        .then(({ stdout }) => stdout)
        .catch((error: unknown) => {
          if ((error as { signal?: string }).signal !== "SIGKILL") throw error
          return ""
        })
    }
    const old = join(folder, "old")
    await save(old, "old")
    const first = join(folder, "first")
    copyFileSync(old, first)
    const total = Number((await save(first, "new")).replace(/\D/g, ""))
    expect(total).toBeGreaterThan(8)
    const found = new Set<string>()
    for (let killAt = 1; killAt <= total; killAt++) {
      const here = join(folder, `kill-${killAt}`)
      mkdirSync(here)
      const path = join(here, "x.keycard")
      copyFileSync(old, path)
      await save(path, "new", killAt)
      const { accounts } = await openWithPassphrase(
        readFileSync(path),
        "correct horse battery",
        deriveKeyHere,
      )
      expect(accounts).toHaveLength(300)
      found.add(accounts[0]?.issuer ?? "")
      expect(readdirSync(here).filter((name) => !name.endsWith(".tmp"))).toEqual(["x.keycard"])
      rmSync(here, { recursive: true })
    }
    expect([...found].sort()).toEqual(["new", "old"])
  })
})
