import { expect, test } from "vitest"
import { clockWords, durationWords, leftWords, shareLeft } from "../../../src/renderer/sessions/time-words.ts"

const minute = 60_000
const hour = 60 * minute

test.each([
  [3 * hour + 12 * minute + 59_999, "3 h 12 min"],
  [36 * hour, "36 h"],
  [2 * minute, "2 min"],
  [2 * minute - 1, "120 s"],
  [40_001, "41 s"],
  [1, "1 s"],
  [0, "0 s"],
  [-5_000, "0 s"],
])("%i ms are left: %s", (ms, words) => {
  expect(leftWords(1_000_000 + ms, 1_000_000)).toBe(words)
})

test("what is left is never rounded up to more minutes than there are", () => {
  expect(leftWords(15 * minute - 1, 0)).toBe("14 min")
})

test.each([
  [900, "15 min"],
  [5_400, "1 h 30 min"],
  [129_600, "36 h"],
])("%i seconds are %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})

test("a time on another day names the day", () => {
  const noon = new Date(2026, 10, 22, 12, 0).getTime()
  expect(clockWords(noon + 5 * hour + 40 * minute, noon, "en-GB")).toBe("17:40")
  expect(clockWords(noon + 14 * hour, noon, "en-GB")).toBe("tomorrow, 02:00")
  expect(clockWords(noon - 24 * hour, noon, "en-GB")).toBe("yesterday, 12:00")
  expect(clockWords(noon + 72 * hour, noon, "en-GB")).toBe("25 Nov, 12:00")
})

test("the share that is left stays between nothing and all", () => {
  expect(shareLeft(0, 100, 25)).toBe(0.75)
  expect(shareLeft(0, 100, 200)).toBe(0)
  expect(shareLeft(0, 100, -200)).toBe(1)
})
