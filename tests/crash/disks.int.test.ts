import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, onTestFinished, test } from "vitest"
import { nodeFileSystem } from "../../src/adapters/files/file-system.ts"
import { readWhole } from "../../src/adapters/files/read-whole.ts"
import { safeWrite } from "../../src/adapters/files/safe-write.ts"
import { createTextFile } from "../../src/adapters/files/text-file.ts"
import { cannotMount, mount, mountDisk } from "../support/mounted-disk.ts"
import { bundleTypeScript } from "../support/run-typescript.ts"
import { temporaryFolder } from "../support/temporary-folder.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".tmp"))

const why = cannotMount === null ? "" : ` (skipped: ${cannotMount})`

function mountedFolder(...options: string[]): string {
  const folder = join(temporaryFolder(), "disk")
  mountDisk(folder, ...options)
  return folder
}

describe.skipIf(cannotMount !== null)(`real disks${why}`, () => {
  test("a full disk: the old file stands whole, and no temporary is left", async () => {
    const folder = mountedFolder("size=256k")
    const path = join(folder, "credentials")
    const old = `OLD${"A".repeat(40_000)}`
    writeFileSync(path, old)
    const file = createTextFile({ path, backup: true })
    const read = await file.read()
    await expect(file.replace(bytes("N".repeat(230 * 1024)), read)).rejects.toMatchObject({
      data: { kind: "file", problem: "full", path },
    })
    expect(readFileSync(path, "utf8")).toBe(old)
    expect(readdirSync(folder)).toEqual(["credentials"])
  })

  test("a disk that is mounted read-only: said so, nothing changes", async () => {
    const folder = mountedFolder("size=256k")
    const path = join(folder, "credentials")
    writeFileSync(path, "old")
    mount("-o", "remount,ro", folder)
    const file = createTextFile({ path })
    await expect(file.replace(bytes("new"), await file.read())).rejects.toMatchObject({
      data: { kind: "file", problem: "read-only" },
    })
    expect(readFileSync(path, "utf8")).toBe("old")
  })

  test("a file that is itself a mount point is written in place, with a backup", async () => {
    const folder = temporaryFolder()
    const path = join(folder, "credentials")
    const source = join(temporaryFolder(), "source")
    writeFileSync(source, "old")
    writeFileSync(path, "")
    mount("--bind", source, path)
    onTestFinished(() => void execFileSync("umount", [path]))
    const file = createTextFile({ path, backup: true })
    await file.replace(bytes("new"), await file.read())
    expect(readFileSync(source, "utf8")).toBe("new")
    expect(readFileSync(`${path}.bak`, "utf8")).toBe("old")
    expect(leftovers(folder)).toEqual([])
  })
})

const canDropRights = process.getuid?.() === 0 && existsSync("/usr/bin/setpriv")

describe.skipIf(!canDropRights)(
  `another user${canDropRights ? "" : " (skipped: needs root and setpriv)"}`,
  () => {
    let driver: string
    beforeAll(async () => {
      driver = await bundleTypeScript("tests/support/replace-driver.ts")
    })
    /** As the user nobody. */
    function replaceAsNobody(path: string): string {
      const parameters = [
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        process.execPath,
        "--input-type=module",
      ]
      const script = readFileSync(driver, "utf8")
      const { stdout } = spawnSync("setpriv", [...parameters, "-"], {
        input: script,
        encoding: "utf8",
        env: { KEYCARD_TEST_PATH: path },
      })
      return stdout.trim()
    }

    test("a folder that may not be written: denied, the old file stands", () => {
      const folder = temporaryFolder()
      chmodSync(folder, 0o755)
      writeFileSync(join(folder, "f"), "old")
      expect(replaceAsNobody(join(folder, "f"))).toBe("denied")
      expect(readFileSync(join(folder, "f"), "utf8")).toBe("old")
      expect(readdirSync(folder)).toEqual(["f"])
    })

    test("a file that may not be read is not replaced, though the folder would allow it", () => {
      const folder = temporaryFolder()
      chmodSync(folder, 0o777)
      writeFileSync(join(folder, "f"), "old")
      chmodSync(join(folder, "f"), 0o600)
      expect(replaceAsNobody(join(folder, "f"))).toBe("denied")
      expect(readFileSync(join(folder, "f"), "utf8")).toBe("old")
    })

    test("root leaves the file to its owner", async () => {
      const folder = temporaryFolder()
      chmodSync(folder, 0o777)
      const path = join(folder, "f")
      expect(replaceAsNobody(path)).toBe("replaced")
      const version = (await readWhole(nodeFileSystem, path, 100)).version
      await safeWrite(path, bytes("by root"), { expected: version })
      expect(statSync(path).uid).toBe(65534)
    })
  },
)

const strace = existsSync("/usr/bin/strace")
describe.skipIf(!strace)(`system calls that fail${strace ? "" : " (skipped: strace not installed)"}`, () => {
  test.each([
    ["fsync", "EIO", "other"],
    ["rename,renameat,renameat2", "EACCES", "denied"],
    ["fchmod", "EPERM", "denied"],
  ])("%s with %s: the old file stands, no temporary is left", async (calls, code, problem) => {
    const driver = await bundleTypeScript("tests/support/replace-driver.ts")
    const folder = temporaryFolder()
    writeFileSync(join(folder, "f"), "old")
    chmodSync(join(folder, "f"), 0o400) // so that fchmod is needed
    const { stdout } = spawnSync(
      "strace",
      // prettier-ignore
      ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${calls}:error=${code}`, process.execPath, driver],
      { encoding: "utf8", env: { ...process.env, KEYCARD_TEST_PATH: join(folder, "f") } },
    )
    expect(stdout.trim()).toBe(problem)
    expect(readFileSync(join(folder, "f"), "utf8")).toBe("old")
    expect(readdirSync(folder)).toEqual(["f"])
  })
})
