import { expect, test } from "vitest"
import {
  daysAgoWords,
  idleChoicesWith,
  secondsUntil,
  strengthOf,
} from "../../../src/renderer/lock/lock-words.ts"

test("a wait counts down in full seconds and is never negative", () => {
  expect(secondsUntil(null, 5)).toBe(0)
  expect(secondsUntil(10_000, 8_001)).toBe(2)
  expect(secondsUntil(10_000, 10_000)).toBe(0)
  expect(secondsUntil(10_000, 99_000)).toBe(0)
})

test("a passphrase is judged by its length, and never praised for the same few characters", () => {
  expect(strengthOf("seven77")).toEqual({ level: 0, words: "Too short: 1 more to go." })
  expect(strengthOf("aaaaaaaaaaaaaaaaaaaaaaaa").level).toBe(0)
  expect(strengthOf("Tr0ub4dor").level).toBe(1)
  expect(strengthOf("correct horse").level).toBe(2)
  expect(strengthOf("correct horse battery staple").level).toBe(3)
})

test("length is counted as main counts it: composed characters, not bytes", () => {
  expect(strengthOf("u\u0308".repeat(7)).words).toBe("Too short: 1 more to go.")
  expect(strengthOf("😀".repeat(7)).words).toBe("Too short: 1 more to go.")
})

test("an idle time that is none of the choices is shown all the same", () => {
  expect(idleChoicesWith(300).filter(({ seconds }) => seconds === 300)).toHaveLength(1)
  expect(idleChoicesWith(900)[0]).toEqual({ seconds: 900, label: "15 minutes" })
  expect(idleChoicesWith(20)[0]).toEqual({ seconds: 20, label: "20 seconds" })
})

test("days are counted from the moment itself; a clock that was set back says today", () => {
  const day = 86_400_000
  expect(
    [0, day - 1, day, 40 * day, -day].map((agoMs) => daysAgoWords(100 * day - agoMs, 100 * day)),
  ).toEqual(["today", "today", "yesterday", "40 days ago", "today"])
})
