import { expect, test } from "vitest"
import { fitted } from "../../../src/renderer/marks/scale-picture.ts"
import { readMark } from "../../../src/renderer/marks/read-mark.ts"

test("an account's mark is automatic unless it says otherwise", () => {
  expect(readMark("")).toEqual({ kind: "auto" })
  expect(readMark("none")).toEqual({ kind: "none" })
  expect(readMark("own")).toEqual({ kind: "own" })
  expect(readMark("brand:github")).toEqual({ kind: "brand", slug: "github" })
  expect(readMark("something newer")).toEqual({ kind: "auto" })
})

test("a picture is shown whole, in the middle, as large as it can be", () => {
  expect(fitted(200, 100, 96)).toEqual({ x: 0, y: 24, width: 96, height: 48 })
  expect(fitted(10, 10, 96)).toEqual({ x: 0, y: 0, width: 96, height: 96 })
  expect(fitted(1, 10_000, 96)).toEqual({ x: 47, y: 0, width: 1, height: 96 })
})
