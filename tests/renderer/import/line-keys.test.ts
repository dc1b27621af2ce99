import { describe, expect, it, test } from "vitest"
import { lineFor, turned } from "../../../src/renderer/import/line-keys.ts"

describe("a key in the list", () => {
  it.each([
    ["ArrowDown", -1, 0],
    ["ArrowDown", 3, 4],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 3, 2],
    ["ArrowUp", 0, 0],
    ["PageDown", 3, 12],
    ["PageDown", 98, 99],
    ["PageUp", 12, 3],
    ["PageUp", 2, 0],
    ["Home", 50, 0],
    ["End", 50, 99],
  ])("%s at %i of 100 leads to %i", (key, at, to) => {
    expect(lineFor(key, at, 100, 10)).toBe(to)
  })

  it("that means something else leads nowhere, and in an empty list none does", () => {
    expect(lineFor(" ", 3, 100, 10)).toBeNull()
    expect(lineFor("ArrowDown", -1, 0, 10)).toBeNull()
  })
})

test("what is turned comes round to where it began", () => {
  expect(turned(["a", "b", "c"], "a", 1)).toBe("b")
  expect(turned(["a", "b", "c"], "c", 1)).toBe("a")
  expect(turned(["a", "b", "c"], "a", -1)).toBe("c")
})
