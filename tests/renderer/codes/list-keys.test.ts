import { expect, test } from "vitest"
import { listAction, type ListContext, type ListPress } from "../../../src/renderer/codes/list-keys.ts"

const inSearch: ListContext = {
  focus: "search",
  query: "",
  count: 30,
  selected: -1,
  firstVisible: 4,
  visible: 9,
  picking: false,
}
const inList: ListContext = { ...inSearch, focus: "list", selected: 5 }
const press = (key: string, more: Partial<ListPress> = {}): ListPress => ({
  key,
  code: "",
  ctrl: false,
  alt: false,
  shift: false,
  ...more,
})
const alt = (digit: number) => press(`¡${digit}`, { alt: true, code: `Digit${digit}` })

test("Enter in the search box copies the first hit", () => {
  expect(listAction(press("Enter"), { ...inSearch, query: "git" })).toEqual({
    do: "copy",
    index: 0,
    which: "current",
  })
})

test("Enter copies the chosen row, Shift+Enter its next code", () => {
  expect(listAction(press("Enter"), inList)).toEqual({ do: "copy", index: 5, which: "current" })
  expect(listAction(press("Enter", { shift: true }), inList)).toEqual({ do: "copy", index: 5, which: "next" })
})

test("Enter does nothing where nothing was found", () => {
  expect(listAction(press("Enter"), { ...inSearch, query: "zzz", count: 0 })).toBeNull()
})

test("digits typed in the search box are typed", () => {
  expect(listAction(press("1"), inSearch)).toBeNull()
  expect(listAction(press("1"), { ...inSearch, query: "a" })).toBeNull()
})

test("Alt and a digit copy the row with that number on screen, wherever the focus is", () => {
  expect(listAction(alt(1), inSearch)).toEqual({ do: "copy", index: 4, which: "current" })
  expect(listAction(alt(9), { ...inSearch, query: "x" })).toEqual({ do: "copy", index: 12, which: "current" })
})

test("digits alone do so in the list", () => {
  expect(listAction(press("3"), inList)).toEqual({ do: "copy", index: 6, which: "current" })
})

test("a number that no row on screen has copies nothing", () => {
  expect(listAction(alt(9), { ...inSearch, visible: 6 })).toBeNull()
  expect(listAction(alt(3), { ...inSearch, firstVisible: 0, count: 2 })).toBeNull()
})

test("the arrows go from the search box into the list and back", () => {
  expect(listAction(press("ArrowDown"), inSearch)).toEqual({ do: "select", index: 0, focus: "list" })
  expect(listAction(press("ArrowDown"), { ...inSearch, query: "git", selected: 0 })).toEqual({
    do: "select",
    index: 1,
    focus: "list",
  })
  expect(listAction(press("ArrowUp"), { ...inList, selected: 0 })).toEqual({
    do: "select",
    index: 0,
    focus: "search",
  })
  expect(listAction(press("ArrowUp"), inSearch)).toBeNull()
})

test("the arrows stop at both ends", () => {
  expect(listAction(press("ArrowDown"), { ...inList, selected: 29 })).toEqual({
    do: "select",
    index: 29,
    focus: "list",
  })
  expect(listAction(press("PageUp"), { ...inList, selected: 3 })).toEqual({
    do: "select",
    index: 0,
    focus: "list",
  })
})

test("Home and End belong to the text in the search box", () => {
  expect(listAction(press("End"), inSearch)).toBeNull()
  expect(listAction(press("End"), inList)).toEqual({ do: "select", index: 29, focus: "list" })
})

test("letters act in the list only", () => {
  expect(listAction(press("n"), inList)).toEqual({ do: "copy", index: 5, which: "next" })
  expect(listAction(press("e"), inList)).toEqual({ do: "edit", index: 5 })
  expect(listAction(press("p"), inList)).toEqual({ do: "pin", index: 5 })
  expect(listAction(press("Delete"), inList)).toEqual({ do: "remove", index: 5 })
  for (const key of ["n", "e", "p", "Delete"]) expect(listAction(press(key), inSearch)).toBeNull()
})

test("nothing is removed while no row is chosen", () => {
  expect(listAction(press("Delete"), { ...inList, selected: -1 })).toBeNull()
})

test("other letters in the list go on to the search box; keys with names do not", () => {
  expect(listAction(press("g"), inList)).toEqual({ do: "type" })
  expect(listAction(press("é"), inList)).toEqual({ do: "type" })
  for (const key of ["Tab", "F5", "Shift", "Dead"]) expect(listAction(press(key), inList)).toBeNull()
})

test("Ctrl and a letter stay the browser's", () => {
  for (const key of ["n", "p", "c", "1"]) expect(listAction(press(key, { ctrl: true }), inList)).toBeNull()
})

test("Esc clears the search, and in an empty one does nothing", () => {
  expect(listAction(press("Escape"), { ...inSearch, query: "x" })).toEqual({ do: "clear" })
  expect(listAction(press("Escape"), inSearch)).toBeNull()
  expect(listAction(press("Escape"), inList)).toEqual({ do: "clear" })
})

test("Shift+F10 and the menu key open the actions of the chosen row", () => {
  expect(listAction(press("F10", { shift: true }), inList)).toEqual({ do: "menu", index: 5 })
  expect(listAction(press("ContextMenu"), inSearch)).toEqual({ do: "menu", index: 0 })
})

test("Alt and an arrow move the chosen row by one place, where all rows are shown", () => {
  const up = press("ArrowUp", { alt: true, code: "ArrowUp" })
  const down = press("ArrowDown", { alt: true, code: "ArrowDown" })
  expect(listAction(up, inList)).toEqual({ do: "move", index: 5, to: 4 })
  expect(listAction(down, inList)).toEqual({ do: "move", index: 5, to: 6 })
  expect(listAction(down, { ...inSearch, selected: 2 })).toEqual({ do: "move", index: 2, to: 3 })
  expect(listAction(up, { ...inList, selected: 0 })).toBeNull()
  expect(listAction(down, { ...inList, selected: 29 })).toBeNull()
  expect(listAction(down, { ...inList, query: "git" })).toBeNull()
  expect(listAction(down, inSearch)).toBeNull()
})

test("Shift and an arrow pick a range, Ctrl and Space one row, Ctrl and A all", () => {
  expect(listAction(press("ArrowDown", { shift: true }), inList)).toEqual({
    do: "pick",
    index: 6,
    how: "range",
  })
  expect(listAction(press("ArrowUp", { shift: true }), inList)).toEqual({
    do: "pick",
    index: 4,
    how: "range",
  })
  expect(listAction(press(" ", { ctrl: true }), inList)).toEqual({ do: "pick", index: 5, how: "toggle" })
  expect(listAction(press("a", { ctrl: true }), inList)).toEqual({ do: "pick-all" })
})

test("in the search box Ctrl and A, and Shift and an arrow, are the text's", () => {
  expect(listAction(press("a", { ctrl: true }), inSearch)).toBeNull()
  expect(listAction(press("ArrowUp", { shift: true }), inSearch)).toBeNull()
})

test("while rows are picked Enter and Space pick, and Esc ends it first", () => {
  const picking = { ...inList, picking: true, query: "git" }
  for (const key of ["Enter", " "])
    expect(listAction(press(key), picking)).toEqual({ do: "pick", index: 5, how: "toggle" })
  expect(listAction(press("Enter"), { ...picking, focus: "search" })).toMatchObject({ do: "pick" })
  expect(listAction(press("1"), picking)).not.toMatchObject({ do: "copy" })
  expect(listAction(press("Escape"), picking)).toEqual({ do: "pick-end" })
  expect(listAction(press("Escape"), { ...picking, focus: "search" })).toEqual({ do: "pick-end" })
  expect(listAction(press("Delete"), picking)).toEqual({ do: "remove", index: 5 })
})
