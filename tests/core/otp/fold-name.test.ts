import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { foldName } from "../../../src/core/otp/names.ts"

/** As the docstring says it, without a short way. */
const slowly = (text: string) =>
  text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("i\u0307", "i").replace(/\s+/g, " ").trim()

describe("folding names", () => {
  it("takes the short way only where both lead to the same", () => {
    const ascii = fc.string({ unit: "binary-ascii", maxLength: 12 })
    const unit = fc.constantFrom(
      "a",
      "Z",
      "9",
      " ",
      "\t",
      "~",
      "!",
      "\u0130",
      "\u00a0",
      "\u212a",
      "\u0307",
      "\uff21",
    )
    const any = fc.string({ unit, maxLength: 8 })
    fc.assert(
      fc.property(fc.oneof(ascii, any), (text) => {
        expect(foldName(text)).toBe(slowly(text))
      }),
    )
  })
})
