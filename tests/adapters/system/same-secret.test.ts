import fc from "fast-check"
import { expect, test } from "vitest"
import { isSameSecret } from "../../../src/adapters/system/same-secret.ts"

test("a token is the same as itself, and as no other of any length", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(isSameSecret(one, one)).toBe(true)
      expect(isSameSecret(one, other)).toBe(one === other)
    }),
  )
  expect(isSameSecret("", "a")).toBe(false)
})
