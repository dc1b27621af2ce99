import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { freeName, safeName } from "../../../../src/core/aws/config-import/import-name.ts"
import { profileNameProblem } from "../../../../src/core/aws/profile-name.ts"

describe("a name here", () => {
  test("is always one that a profile may have, and one of a kind", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const safe = safeName(name)
        expect(profileNameProblem(safe)).toBeNull()
        const taken = new Set([safe, `${safe}-2`])
        expect(taken.has(freeName(safe, (each) => taken.has(each)))).toBe(false)
      }),
    )
    for (const odd of ["DEFAULT", "__proto__", "constructor", "", "---", "x".repeat(300)])
      expect(profileNameProblem(safeName(odd))).toBeNull()
  })
})
