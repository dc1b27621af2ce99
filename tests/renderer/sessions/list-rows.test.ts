import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  groupBy,
  inKeptOrder,
  inReadingOrder,
  moveIn,
  rowsOf,
} from "../../../src/renderer/sessions/list-rows.ts"

const seven = ["a", "b", "c", "d", "e", "f", "g"]
/** Two accounts: a c e g, and b d f. */
const account = (item: string) => (seven.indexOf(item) % 2 === 0 ? "111" : "222")

describe("rows of cards", () => {
  it("hold as many as there are columns", () => {
    expect(rowsOf(seven, 3, null).map((row) => (row.kind === "cards" ? row.items.join("") : ""))).toEqual([
      "abc",
      "def",
      "g",
    ])
  })

  it("stand under their account, the one with the most urgent session first", () => {
    const rows = rowsOf(seven, 3, account)
    expect(
      rows.map((row) => (row.kind === "heading" ? `${row.key}:${row.count}` : row.items.join(""))),
    ).toEqual(["111:4", "ace", "g", "222:3", "bdf"])
  })

  it("of an unknown account come last", () => {
    expect(groupBy(["x", "a"], (each) => (each === "x" ? "" : "111")).map(({ key }) => key)).toEqual([
      "111",
      "",
    ])
  })

  it("hold each card once, whatever the width", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 6 }), (items, columns) => {
        expect(inReadingOrder(rowsOf(items, columns, null))).toEqual(items)
        expect(inReadingOrder(rowsOf(items, columns, (item) => item.slice(0, 1))).sort()).toEqual(
          [...items].sort(),
        )
      }),
    )
  })
})

describe("the arrow keys", () => {
  const rows = rowsOf(seven, 3, null)
  it.each([
    ["a", "ArrowRight", "b"],
    ["c", "ArrowRight", "d"],
    ["d", "ArrowLeft", "c"],
    ["b", "ArrowDown", "e"],
    ["e", "ArrowDown", "g"],
    ["g", "ArrowDown", "g"],
    ["e", "ArrowUp", "b"],
    ["b", "ArrowUp", "search"],
    ["a", "PageDown", "g"],
    ["g", "PageUp", "a"],
    ["d", "Home", "a"],
    ["d", "End", "g"],
    ["d", "x", null],
    [null, "ArrowDown", "a"],
    [null, "Enter", null],
  ])("from %s by %s to %s", (from, key, to) => {
    expect(moveIn(rows, from, key, 2)).toBe(to)
  })

  it("go past headings", () => {
    const grouped = rowsOf(seven, 3, account)
    expect(moveIn(grouped, "g", "ArrowDown", 2)).toBe("b")
    expect(moveIn(grouped, "b", "ArrowUp", 2)).toBe("g")
  })

  it("do nothing where there is no card", () => {
    expect(moveIn([], null, "ArrowDown", 2)).toBeNull()
  })
})

describe("an order that is held while somebody points at it", () => {
  it("stays, with what is new in its place and without what is gone", () => {
    expect(inKeptOrder(["c", "a", "new", "b"], ["a", "b", "gone", "c"])).toEqual(["a", "b", "new", "c"])
  })

  it("has always the same members", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (sorted, kept) => {
        expect(inKeptOrder(sorted, kept).sort()).toEqual([...sorted].sort())
      }),
    )
  })
})
