import { expect, test } from "vitest"
import { factsOf } from "../../../src/renderer/ui/facts.tsx"

const usual = { type: "totp", algorithm: "SHA1", digits: 6, period: 30 } as const

test("what is as nearly everywhere is not mentioned", () => {
  expect(factsOf(usual)).toEqual([])
})

test("what is different is", () => {
  expect(factsOf({ ...usual, algorithm: "SHA256", digits: 8, period: 60 })).toEqual([
    "SHA-256",
    "8 digits",
    "every 60 s",
  ])
})

test("a counter-based account tells its counter and no period", () => {
  expect(factsOf({ ...usual, type: "hotp", counter: 7 })).toEqual(["Counter-based, next 7"])
})

test("all of them when asked for", () => {
  expect(factsOf(usual, true)).toEqual(["Time-based", "SHA-1", "6 digits", "every 30 s"])
})
