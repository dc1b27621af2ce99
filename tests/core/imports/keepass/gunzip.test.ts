import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { gunzip, MAX_XML_BYTES } from "../../../../src/core/imports/keepass/gunzip.ts"
import { problemOf } from "../../../support/imports/read-with.ts"

test("inflates what gzip deflated", async () => {
  const plain = Buffer.from("<KeePassFile/>".repeat(1_000))
  expect(Buffer.from(await gunzip(gzipSync(plain), "KeePass")).equals(plain)).toBe(true)
})

test("stops at its bound", async () => {
  const bomb = gzipSync(Buffer.alloc(MAX_XML_BYTES + 1))
  expect(bomb.length).toBeLessThan(100_000)
  expect(await problemOf(gunzip(bomb, "KeePass"))).toBe("too-large")
})

test("fails on a cut and on a changed stream", async () => {
  const packed = gzipSync(Buffer.from("a text that is long enough to be cut in the middle"))
  await expect(gunzip(packed.subarray(0, 30), "KeePass")).rejects.toThrow()
  packed[packed.length - 6]! ^= 1
  await expect(gunzip(packed, "KeePass")).rejects.toThrow()
})
