import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { nodeFileSystem } from "../../../src/adapters/files/file-system.ts"
import { readWhole } from "../../../src/adapters/files/read-whole.ts"
import { safeWrite } from "../../../src/adapters/files/safe-write.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { systemError, watchedFileSystem } from "../../support/watched-file-system.ts"

const posix = process.platform !== "win32"
const bytes = (text: string) => new TextEncoder().encode(text)
const versionOf = async (path: string) => (await readWhole(nodeFileSystem, path, 1e9)).version
const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".tmp"))

describe.runIf(posix)("a file that is itself a mount point", () => {
  /** rename(2) onto it and link(2) of it fail, as they do on a file that a container mounts. */
  function mounted(failWriteAt = 0) {
    let writes = 0
    let mayRename = false
    return watchedFileSystem((name) => {
      if (name === "link") throw systemError("EXDEV")
      // The copy for the backup is renamed onto another name, which works.
      if (name === "rename" && !mayRename) {
        mayRename = true
        throw systemError("EBUSY")
      }
      if (name === "write" && ++writes === failWriteAt) throw systemError("ENOSPC")
    })
  }

  test("is written in place, its old content copied to the backup", async () => {
    const folder = temporaryFolder()
    const path = join(folder, "f")
    writeFileSync(path, "old and longer")
    const inode = statSync(path).ino
    await safeWrite(path, bytes("new"), { fs: mounted(), backup: true, expected: await versionOf(path) })
    expect(readFileSync(path, "utf8")).toBe("new")
    expect(statSync(path).ino).toBe(inode)
    expect(readFileSync(`${path}.bak`, "utf8")).toBe("old and longer")
    expect(leftovers(folder)).toEqual([])
  })

  test("has its old content again when the write fails", async () => {
    const path = join(temporaryFolder(), "f")
    writeFileSync(path, "old")
    const fs = mounted(3) // 1: the temporary, 2: the backup, 3: in place
    await expect(safeWrite(path, bytes("new"), { fs, backup: true })).rejects.toMatchObject({
      code: "ENOSPC",
    })
    expect(readFileSync(path, "utf8")).toBe("old")
  })
})
