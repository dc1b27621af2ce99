import { describe, expect, it, test } from "vitest"
import { checkEntry } from "../../../src/core/otp/check-entry.ts"
import type { TypedFields } from "../../../src/core/otp/check-entry.ts"
import { entry } from "./entries.ts"
import { refusalOf } from "./refusal-of.ts"

const typed = (changes: Partial<TypedFields> = {}): TypedFields => ({
  issuer: "GitHub",
  account: "ada@example.com",
  secret: "jbsw y3dp ehpk 3pxp",
  type: "totp",
  algorithm: "SHA1",
  digits: "6",
  period: "30",
  counter: "0",
  ...changes,
})

describe("what is typed", () => {
  it("becomes an entry, the secret in its one spelling, the names without what forges them", () => {
    expect(checkEntry(typed({ issuer: " Git\u202eHub\0 ", account: "ada@example.com\n" }))).toEqual(entry())
  })

  it("may set everything", () => {
    expect(checkEntry(typed({ algorithm: "SHA512", digits: " 10 ", period: "86400" }))).toEqual(
      entry({ algorithm: "SHA512", digits: 10, period: 86_400 }),
    )
    expect(checkEntry(typed({ type: "hotp", counter: "9007199254740991" }))).toEqual(
      entry({ type: "hotp", counter: Number.MAX_SAFE_INTEGER }),
    )
  })

  it("need not make sense in fields that the type has no use for", () => {
    expect(checkEntry(typed({ counter: "x" }))).toEqual(entry())
    expect(checkEntry(typed({ type: "hotp", period: "x", counter: "3" }))).toEqual(
      entry({ type: "hotp", counter: 3 }),
    )
    expect(checkEntry(typed({ type: "steam", digits: "6", period: "", algorithm: "SHA256" }))).toEqual(
      entry({ type: "steam", digits: 5 }),
    )
  })
})

describe("what is refused, by the name of its field", () => {
  test.each([
    [{ secret: "" }, "secret", "empty"],
    [{ secret: "A" }, "secret", "too-short"],
    [{ secret: "JBSWY3DPEHPK3PX0" }, "secret", "digit-for-letter"],
    [{ secret: "JBSWY3DPEHPK3PX!" }, "secret", "bad-characters"],
    [{ digits: "" }, "digits", "empty"],
    [{ digits: "3" }, "digits", "out-of-range"],
    [{ digits: "11" }, "digits", "out-of-range"],
    [{ digits: "6.5" }, "digits", "not-a-whole-number"],
    [{ digits: "６" }, "digits", "not-a-whole-number"],
    [{ period: "0" }, "period", "out-of-range"],
    [{ period: "86401" }, "period", "out-of-range"],
    [{ period: "-30" }, "period", "out-of-range"],
    [{ period: "half a minute" }, "period", "not-a-whole-number"],
    [{ type: "hotp", counter: "" }, "counter", "empty"],
    [{ type: "hotp", counter: "-1" }, "counter", "out-of-range"],
    [{ type: "hotp", counter: "9007199254740992" }, "counter", "out-of-range"],
    [{ issuer: "x".repeat(201) }, "label", "too-long"],
    [{ account: "x".repeat(201) }, "label", "too-long"],
  ] as const)("%o", (changes, part, problem) => {
    expect(refusalOf(() => checkEntry(typed(changes)))).toEqual({ kind: "otp", part, problem })
  })
})
