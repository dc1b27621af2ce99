import { execFileSync } from "node:child_process"
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { nodeFileSystem } from "../../../src/adapters/files/file-system.ts"
import { readWhole } from "../../../src/adapters/files/read-whole.ts"
import { safeWrite } from "../../../src/adapters/files/safe-write.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { systemError, watchedFileSystem } from "../../support/watched-file-system.ts"

const posix = process.platform !== "win32"
const bytes = (text: string) => new TextEncoder().encode(text)
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const versionOf = async (path: string) => (await readWhole(nodeFileSystem, path, 1e9)).version
const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".tmp"))

describe("what stands there afterwards", () => {
  test.runIf(posix)("a new file is private", async () => {
    const path = join(temporaryFolder(), "credentials")
    await safeWrite(path, bytes("one"))
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["one", "600"])
  })

  test.runIf(posix).each([
    [0o644, "600"],
    [0o660, "600"],
    [0o600, "600"],
    [0o400, "400"],
    [0o700, "700"],
  ])("a file of mode %o is replaced by one that is no wider", async (mode, after) => {
    const path = join(temporaryFolder(), "credentials")
    writeFileSync(path, "old")
    chmodSync(path, mode)
    await safeWrite(path, bytes("new"))
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["new", after])
  })

  test("the backup is the version before, and only when it is asked for", async () => {
    const path = join(temporaryFolder(), "vault.json")
    await safeWrite(path, bytes("one"), { backup: true })
    expect(existsSync(`${path}.bak`)).toBe(false)
    await safeWrite(path, bytes("two"), { backup: true })
    expect(readFileSync(`${path}.bak`, "utf8")).toBe("one")
    await safeWrite(path, bytes("three"))
    expect(readFileSync(`${path}.bak`, "utf8")).toBe("one")
    expect(readFileSync(path, "utf8")).toBe("three")
  })

  test("a missing folder is made, private", async () => {
    const folder = join(temporaryFolder(), "a/.aws")
    await safeWrite(join(folder, "credentials"), bytes("one"))
    expect(readFileSync(join(folder, "credentials"), "utf8")).toBe("one")
    if (posix) expect(modeOf(folder)).toBe("700")
  })

  test("nothing else stays in the folder", async () => {
    const folder = temporaryFolder()
    for (const text of ["one", "two", ""]) await safeWrite(join(folder, "f"), bytes(text), { backup: true })
    expect(readdirSync(folder).sort()).toEqual(["f", "f.bak"])
    expect(readFileSync(join(folder, "f"), "utf8")).toBe("")
  })
})

describe.runIf(posix)("links and what is no file", () => {
  test("a link stays, and what it leads to is written, with its backup beside it", async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "dotfiles"))
    writeFileSync(join(folder, "dotfiles/credentials"), "old")
    symlinkSync("dotfiles/credentials", join(folder, "link"))
    await safeWrite(join(folder, "link"), bytes("new"), { backup: true })
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, "dotfiles/credentials"), "utf8")).toBe("new")
    expect(readFileSync(join(folder, "dotfiles/credentials.bak"), "utf8")).toBe("old")
    expect(readdirSync(folder).sort()).toEqual(["dotfiles", "link"])
  })

  test("a link to a link to nothing: the file is made there", async () => {
    const folder = temporaryFolder()
    symlinkSync("second", join(folder, "first"))
    symlinkSync(join(folder, "there"), join(folder, "second"))
    await safeWrite(join(folder, "first"), bytes("new"))
    expect(lstatSync(join(folder, "first")).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, "there"), "utf8")).toBe("new")
  })

  test("links in a circle are refused", async () => {
    const folder = temporaryFolder()
    symlinkSync("b", join(folder, "a"))
    symlinkSync("a", join(folder, "b"))
    await expect(safeWrite(join(folder, "a"), bytes("x"))).rejects.toMatchObject({ code: "ELOOP" })
  })

  test("a folder is refused", async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, "d"))
    await expect(safeWrite(join(folder, "d"), bytes("x"))).rejects.toMatchObject({
      code: "KEYCARD_NOT_A_FILE",
    })
    expect(readdirSync(folder)).toEqual(["d"])
  })

  test("a named pipe is refused at once, by writing and by reading", async () => {
    const pipe = join(temporaryFolder(), "pipe")
    execFileSync("mkfifo", [pipe])
    await expect(safeWrite(pipe, bytes("x"))).rejects.toMatchObject({ code: "KEYCARD_NOT_A_FILE" })
    await expect(readWhole(nodeFileSystem, pipe, 100)).rejects.toMatchObject({ code: "KEYCARD_NOT_A_FILE" })
  })
})

describe("compare and swap", () => {
  test("a file that changed since it was read is left as the other wrote it", async () => {
    const folder = temporaryFolder()
    const path = join(folder, "credentials")
    writeFileSync(path, "read")
    const expected = await versionOf(path)
    writeFileSync(path, "someone else's")
    await expect(safeWrite(path, bytes("mine"), { expected, backup: true })).rejects.toMatchObject({
      code: "KEYCARD_CHANGED",
    })
    expect(readFileSync(path, "utf8")).toBe("someone else's")
    expect(readdirSync(folder)).toEqual(["credentials"])
  })

  test("an unchanged file is replaced", async () => {
    const path = join(temporaryFolder(), "credentials")
    writeFileSync(path, "read")
    await safeWrite(path, bytes("mine"), { expected: await versionOf(path) })
    expect(readFileSync(path, "utf8")).toBe("mine")
  })

  test("a file that appeared, even in the last moment, is not replaced by a new one", async () => {
    const folder = temporaryFolder()
    const path = join(folder, "keychain.json")
    const fs = watchedFileSystem((name) => {
      if (name === "link") writeFileSync(path, "someone else's")
    })
    await expect(safeWrite(path, bytes("mine"), { fs, expected: null })).rejects.toMatchObject({
      code: "KEYCARD_CHANGED",
    })
    expect(readFileSync(path, "utf8")).toBe("someone else's")
    expect(leftovers(folder)).toEqual([])
  })

  test("a file that vanished is not made again", async () => {
    const path = join(temporaryFolder(), "credentials")
    await expect(safeWrite(path, bytes("mine"), { expected: "a".repeat(64) })).rejects.toMatchObject({
      code: "KEYCARD_CHANGED",
    })
    expect(existsSync(path)).toBe(false)
  })
})

describe("failing calls", () => {
  /** Counts the calls of one replacement with all the options on. */
  async function callsOfOneWrite(): Promise<string[]> {
    const calls: string[] = []
    const path = join(temporaryFolder(), "f")
    writeFileSync(path, "old")
    const expected = await versionOf(path)
    await safeWrite(path, bytes("new"), {
      fs: watchedFileSystem((name) => calls.push(name)),
      backup: true,
      expected,
    })
    return calls
  }

  test("the file is flushed before it is renamed, and its folder after", async () => {
    const order = (await callsOfOneWrite()).filter((name) =>
      ["write", "sync", "link", "rename"].includes(name),
    )
    expect(order).toEqual(["write", "sync", "link", "rename", "rename", "sync"])
  })

  test.each(["ENOSPC", "EIO", "EACCES", "EMFILE"])(
    "%s at any call, once or from then on: old or new stands, and success means new",
    async (code) => {
      const total = (await callsOfOneWrite()).length
      expect(total).toBeGreaterThan(12)
      for (const stays of [false, true]) {
        for (let failing = 1; failing <= total; failing++) {
          const folder = temporaryFolder()
          const path = join(folder, "f")
          writeFileSync(path, "old content")
          const expected = await versionOf(path)
          const fs = watchedFileSystem((_name, number) => {
            if (number === failing || (stays && number > failing)) throw systemError(code)
          })
          const at = `${code} at call ${failing}${stays ? " and after" : ""}`
          const succeeded = await safeWrite(path, bytes("new"), { fs, backup: true, expected }).then(
            () => true,
            (error: unknown) => {
              expect(error, at).toMatchObject({ code })
              return false
            },
          )
          expect(readFileSync(path, "utf8"), at).toBe(succeeded ? "new" : "old content")
          expect(leftovers(folder).length, at).toBeLessThanOrEqual(stays ? 2 : 1)
          if (!succeeded && !stays) await safeWrite(path, bytes("again"))
        }
      }
    },
  )

  test("a write(2) that takes a few bytes at a time is repeated until all are out", async () => {
    const path = join(temporaryFolder(), "f")
    const fs = {
      ...nodeFileSystem,
      open: async (...parameters: Parameters<typeof nodeFileSystem.open>) => {
        const file = await nodeFileSystem.open(...parameters)
        return new Proxy(file, {
          get: (object, key) => {
            const method: unknown = Reflect.get(object, key)
            if (key === "write")
              return (buffer: Uint8Array, offset: number, length: number, position: number) =>
                object.write(buffer, offset, Math.min(7, length), position)
            return typeof method === "function" ? (method.bind(object) as unknown) : method
          },
        })
      },
    }
    const text = "0123456789".repeat(50)
    await safeWrite(path, bytes(text), { fs })
    expect(readFileSync(path, "utf8")).toBe(text)
  })

  test("where links are not to be had, the file is written without a backup", async () => {
    const path = join(temporaryFolder(), "f")
    const fs = watchedFileSystem((name) => {
      if (name === "link") throw systemError("EPERM")
    })
    await safeWrite(path, bytes("one"), { fs, backup: true, expected: null })
    await safeWrite(path, bytes("two"), { fs, backup: true })
    expect(readFileSync(path, "utf8")).toBe("two")
    expect(existsSync(`${path}.bak`)).toBe(false)
  })
})
