import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { plainAccounts } from "../../../src/core/vault/plain-account.ts"
import { account as schema } from "../../../src/core/vault/schema.ts"

const full = {
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  id: "3b241101-e2bb-4255-8caf-4136c566a962",
  issuer: "Example",
  account: "me@example.com",
  counter: 0,
  tags: ["work"],
  pinned: false,
  note: "",
  mark: "brand:github",
  uses: 3,
  usedAtMs: 1_700_000_100_000,
  createdAtMs: 1_700_000_000_000,
  trashedAtMs: null,
}
const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, "", "hotp", "SHA512", 0, -1, 1.5, 4, 11, 86_401, 2 ** 53),
  fc.constantFrom("3B241101-E2BB-4255-8CAF-4136C566A962", "3b241101-e2bb-0255-8caf-4136c566a962", "nonsense"),
  fc.constantFrom("x".repeat(201), "x".repeat(2_001), ["x".repeat(61)], Array<string>(51).fill("x"), [1]),
  fc.anything(),
)

describe("the short way to read accounts", () => {
  it("takes what Keycard writes", () => {
    const renewed = { ...full, secretId: "9c858901-8a57-4791-81fe-4c455b099bc9" }
    expect(plainAccounts([full, renewed])).toEqual([full, renewed])
    expect(plainAccounts([])).toEqual([])
  })

  it("never reads anything else than the schema does", () => {
    const field = fc.constantFrom(...Object.keys(full), "secretId", "other")
    fc.assert(
      fc.property(fc.dictionary(field, odd, { maxKeys: 3 }), (changes) => {
        const value = { ...full, ...changes }
        const read = plainAccounts([value])
        if (read !== null) expect(read).toEqual([schema.parse(value)])
      }),
      { numRuns: 2_000 },
    )
  })

  it("leaves to the schema what lacks a field or is no list", () => {
    for (const key of Object.keys(full)) {
      const { [key as keyof typeof full]: _left, ...rest } = full
      expect(plainAccounts([full, rest]), key).toBeNull()
    }
    for (const value of [null, undefined, {}, "", [null], [[]]]) expect(plainAccounts(value)).toBeNull()
  })
})
