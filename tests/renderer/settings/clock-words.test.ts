import { expect, test } from "vitest"
import { amountWords, correctionWords, measureWords } from "../../../src/renderer/settings/clock-words.ts"

test("amounts are no more exact than they are of use", () => {
  expect([42_300, -59_400, 60_000, 200_000, 3_600_000, 7_500_000].map(amountWords)).toEqual([
    "42 s",
    "59 s",
    "1 min",
    "3 min 20 s",
    "1 h",
    "2 h 5 min",
  ])
})

test("a clock that the right time is ahead of is behind", () => {
  expect(measureWords(42_000, "AWS")).toBe("This computer's clock is 42 s behind, says AWS.")
  expect(measureWords(-42_000, "time.example")).toBe(
    "This computer's clock is 42 s ahead, says time.example.",
  )
  expect(measureWords(-999, "AWS")).toBe("This computer's clock is right, says AWS.")
  expect(correctionWords(42_000)).toBe("Codes are made as if it were 42 s later.")
})
