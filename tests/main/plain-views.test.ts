import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { areAccountViews } from "../../src/main/ipc/plain-views.ts"
import { accountView } from "../../src/shared/ipc/views.ts"

const view = {
  id: "3b241101-e2bb-4255-8caf-4136c566a962",
  issuer: "Example",
  account: "me@example.com",
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  tags: ["work"],
  pinned: false,
  note: "",
  mark: "brand:github",
  uses: 3,
  usedAtMs: 1_700_000_100_000,
  trashedAtMs: null,
}

describe("the short check of a list for the page", () => {
  it("lets the contract's own shape pass", () => {
    expect(areAccountViews([])).toBe(true)
    expect(areAccountViews([view, { ...view, trashedAtMs: 5 }])).toBe(true)
  })

  it("stops a field that the contract does not name", () => {
    expect(areAccountViews([view, { ...view, secret: "JBSWY3DPEHPK3PXP" }])).toBe(false)
    const { note: _note, ...rest } = view
    expect(areAccountViews([{ ...rest, secret: "JBSWY3DPEHPK3PXP" }])).toBe(false)
    expect(areAccountViews([{ ...view, [Symbol("seed")]: "JBSWY3DPEHPK3PXP" }])).toBe(false)
  })

  it("passes nothing that the contract would refuse", () => {
    const field = fc.constantFrom(...Object.keys(view), "other")
    const odd = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, true, "", "hotp", 0, -1, 1.5, "x".repeat(201), ["x"], [1]),
      fc.anything(),
    )
    fc.assert(
      fc.property(fc.dictionary(field, odd, { maxKeys: 3 }), (changes) => {
        const value = { ...view, ...changes }
        if (areAccountViews([value])) expect(accountView.parse(value)).toStrictEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })
})
