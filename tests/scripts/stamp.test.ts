import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fingerprintOf, isStamped, writeStamp } from "../../scripts/setup/stamp.mjs"

let root = ""
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "keycard-stamp-"))
  await mkdir(join(root, "src", "deep"), { recursive: true })
  await writeFile(join(root, "src", "a.ts"), "one")
  await writeFile(join(root, "src", "deep", "b.ts"), "two")
})
afterEach(() => rm(root, { recursive: true }))

test("a stamp holds for its own fingerprint and no other, and not before it is written", async () => {
  const stamp = join(root, "out", ".stamp")
  expect(await isStamped(stamp, "abc")).toBe(false)
  await writeStamp(stamp, "abc")
  expect(await isStamped(stamp, "abc")).toBe(true)
  expect(await isStamped(stamp, "abcd")).toBe(false)
  expect(await readdir(join(root, "out"))).toEqual([".stamp"])
})

test("sources that did not change keep their fingerprint, whatever their times", async () => {
  const before = await fingerprintOf(root, ["src", "absent.json"])
  await writeFile(join(root, "src", "a.ts"), "one")
  expect(await fingerprintOf(root, ["src", "absent.json"])).toBe(before)
})

test.each([
  ["an edit", () => writeFile(join(root, "src", "deep", "b.ts"), "three")],
  ["a new file", () => writeFile(join(root, "src", "c.ts"), "")],
  ["a new name", () => rename(join(root, "src", "a.ts"), join(root, "src", "z.ts"))],
  ["a deletion", () => rm(join(root, "src", "a.ts"))],
  ["the appearance of a file that was not there", () => writeFile(join(root, "absent.json"), "")],
])("%s changes the fingerprint", async (_what, change) => {
  const before = await fingerprintOf(root, ["src", "absent.json"])
  await change()
  expect(await fingerprintOf(root, ["src", "absent.json"])).not.toBe(before)
})
