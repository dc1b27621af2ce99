import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { createTextFile, readSettled } from "../../../src/adapters/files/text-file.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { systemError, watchedFileSystem } from "../../support/watched-file-system.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

test("an absent file is null, and is made by writing on that", async () => {
  const file = createTextFile({ path: join(temporaryFolder(), ".aws/credentials") })
  const nothing = await file.read()
  expect(nothing).toEqual({ bytes: null, version: null })
  await file.replace(bytes("[default]\n"), nothing)
  expect(readFileSync(file.path, "utf8")).toBe("[default]\n")
})

test("what was read, byte for byte, and only on top of it may be written", async () => {
  const path = join(temporaryFolder(), "f")
  writeFileSync(path, Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a]))
  const file = createTextFile({ path })
  const read = await file.read()
  expect([...(read.bytes ?? [])]).toEqual([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a])
  await file.replace(bytes("mine"), read)
  await expect(file.replace(bytes("mine again"), read)).rejects.toMatchObject({
    data: { kind: "file", problem: "changed", path },
  })
  expect(readFileSync(path, "utf8")).toBe("mine")
})

test("an empty file is not an absent one", async () => {
  const path = join(temporaryFolder(), "f")
  writeFileSync(path, "")
  const file = createTextFile({ path })
  expect((await file.read()).bytes?.length).toBe(0)
  await expect(file.replace(bytes("x"), { bytes: null, version: null })).rejects.toMatchObject({
    data: { problem: "changed" },
  })
})

test("a file over the limit is neither read nor replaced", async () => {
  const path = join(temporaryFolder(), "f")
  writeFileSync(path, "x".repeat(101))
  const file = createTextFile({ path, maxBytes: 100 })
  await expect(file.read()).rejects.toMatchObject({ data: { problem: "too-large" } })
  truncateSync(path, 100)
  expect((await file.read()).bytes?.length).toBe(100)
})

test.runIf(process.platform !== "win32")("what cannot be a file says so", async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, "d"))
  symlinkSync("loop", join(folder, "loop"))
  writeFileSync(join(folder, "f"), "")
  const problemOf = (name: string) => createTextFile({ path: join(folder, name) }).read()
  await expect(problemOf("d")).rejects.toMatchObject({ data: { problem: "not-a-file" } })
  await expect(problemOf("loop")).rejects.toMatchObject({ data: { problem: "link-loop" } })
  await expect(problemOf("f/below")).rejects.toMatchObject({ data: { problem: "not-a-file" } })
})

test.each([
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EROFS", "read-only"],
  ["EACCES", "denied"],
  ["EPERM", "denied"],
  ["EIO", "other"],
  ["EMFILE", "other"],
])(
  "%s while writing is a problem of the kind %s, with the path as the user knows it",
  async (code, problem) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "f"), "old")
    symlinkSync("f", join(folder, "link"))
    const fs = watchedFileSystem((name) => {
      if (name === "write") throw systemError(code)
    })
    const file = createTextFile({ path: join(folder, "link"), fs })
    const read = await file.read()
    await expect(file.replace(bytes("new"), read)).rejects.toMatchObject({
      data: { kind: "file", problem, path: join(folder, "link") },
    })
  },
)

test("a file that another program has just emptied is read again until it is filled", async () => {
  const path = join(temporaryFolder(), "f")
  writeFileSync(path, "")
  const file = createTextFile({ path })
  let reads = 0
  const settled = await readSettled(file, ({ bytes: content }) => {
    if (++reads === 2) writeFileSync(path, "filled")
    return content?.length === 0
  })
  expect(Buffer.from(settled.bytes ?? []).toString()).toBe("filled")
})

test("a file that stays empty is believed in the end", async () => {
  const path = join(temporaryFolder(), "f")
  writeFileSync(path, "")
  const settled = await readSettled(createTextFile({ path }), ({ bytes: content }) => content?.length === 0)
  expect(settled.bytes?.length).toBe(0)
})
