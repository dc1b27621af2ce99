import { expect, test } from "vitest"
import { stillThere, toggled, withRange } from "../../../src/renderer/codes/pick.ts"

const list = ["a", "b", "c", "d"]

test("a row is picked and left again", () => {
  expect([...toggled(new Set(), "a")]).toEqual(["a"])
  expect([...toggled(new Set(["a", "b"]), "a")]).toEqual(["b"])
})

test("a range reaches from where it began to the row, in either direction, beside what was picked before", () => {
  expect([...withRange(new Set(["a"]), list, "b", "d")].sort()).toEqual(["a", "b", "c", "d"])
  expect([...withRange(new Set(), list, "c", "b")].sort()).toEqual(["b", "c"])
})

test("a range that began nowhere, or at a row that is gone, is the row", () => {
  expect([...withRange(new Set(), list, null, "c")]).toEqual(["c"])
  expect([...withRange(new Set(), list, "gone", "c")]).toEqual(["c"])
  expect([...withRange(new Set(["a"]), list, "a", "gone")]).toEqual(["a"])
})

test("accounts that went are picked no more", () => {
  const picked = new Set(["a", "gone"])
  expect([...stillThere(picked, new Set(list))]).toEqual(["a"])
  const all = new Set(["a", "b"])
  expect(stillThere(all, new Set(list))).toBe(all)
})
