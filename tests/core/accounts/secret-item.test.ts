import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { readSecretItem, writeSecretItem } from "../../../src/core/accounts/secret-item.ts"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"
import { MAX_SECRET_BYTES } from "../../../src/core/ports/secret-store.ts"
import { anyEntry, entry } from "../otp/entries.ts"
import { refusalOf } from "../otp/refusal-of.ts"

const item = writeSecretItem(entry())

test("the item's form, which stands in keychains", () => {
  expect(item).toBe(
    '{"v":1,"type":"totp","secret":"JBSWY3DPEHPK3PXP","algorithm":"SHA1","digits":6,"period":30,"issuer":"GitHub","account":"ada@example.com"}',
  )
})

test("any entry is one printable line, and reading it gives what makes the codes", () => {
  fc.assert(
    fc.property(anyEntry, (made) => {
      const text = writeSecretItem(made)
      expect(text).not.toMatch(/\p{Cc}/u)
      const { type, secret, algorithm, digits, period } = made
      expect(readSecretItem(text, "x")).toEqual({ type, secret, algorithm, digits, period })
    }),
  )
})

test.each(["€", '"', "\\", "😀".slice(0, 2), "ﷺ"])(
  "the longest entry, named with %s, fits a keychain",
  (letter) => {
    const longest = entry({
      type: "steam",
      secret: encodeBase32(new Uint8Array(256).fill(0xff)),
      algorithm: "SHA512",
      digits: 10,
      period: 86_400,
      issuer: letter.repeat(200 / letter.length),
      account: letter.repeat(200 / letter.length),
    })
    expect(new TextEncoder().encode(writeSecretItem(longest)).length).toBeLessThanOrEqual(MAX_SECRET_BYTES)
  },
)

describe("a damaged item", () => {
  const changed = (changes: object) => JSON.stringify({ ...(JSON.parse(item) as object), ...changes })
  test.each([
    "",
    "null",
    "[]",
    "JBSWY3DPEHPK3PXP",
    item.slice(0, -1),
    changed({ v: 2 }),
    changed({ v: undefined }),
    changed({ secret: "jbswy3dpehpk3pxp" }),
    changed({ secret: "JBSWY3DPEHPK3PX1" }),
    changed({ secret: "JBSWY3DPEHPK3PXPA" }),
    changed({ secret: "" }),
    changed({ secret: 7 }),
    changed({ type: "motp" }),
    changed({ algorithm: "MD5" }),
    changed({ digits: 3 }),
    changed({ digits: "6" }),
    changed({ period: 0 }),
    changed({ issuer: null }),
  ])("%s", (text) => {
    expect(refusalOf(() => readSecretItem(text, "GitHub (ada)"))).toEqual({
      kind: "secret-damaged",
      what: "account",
      name: "GitHub (ada)",
    })
  })

  it("does not show in the error", () => {
    try {
      readSecretItem(item.slice(0, -1), "GitHub")
      expect.unreachable()
    } catch (error) {
      const { message, stack, cause } = error as Error
      expect(JSON.stringify([message, stack, cause, error])).not.toContain("JBSWY3DP")
    }
  })
})
