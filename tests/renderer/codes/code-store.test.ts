import { expect, test } from "vitest"
import { codeAt, type ShownCode } from "../../../src/renderer/codes/code-store.ts"

const shown: ShownCode = { code: "111111", next: "222222", startsAtMs: 0, expiresAtMs: 30_000 }

test("a code stays until the last millisecond of its period", () => {
  expect(codeAt(shown, 29_999)).toBe(shown)
})

test("its successor takes over at the turn, for one period, and its own is not known", () => {
  expect(codeAt(shown, 30_000)).toEqual({
    code: "222222",
    next: null,
    startsAtMs: 30_000,
    expiresAtMs: 60_000,
  })
})

test("after a sleep longer than a period no code is shown rather than a wrong one", () => {
  expect(codeAt(shown, 60_000)).toBeNull()
  expect(codeAt({ ...shown, next: null }, 30_000)).toBeNull()
})
