import { expect, test } from "vitest"
import { shortcutFor, type Press } from "../../../src/renderer/shell/keys.ts"

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrl: false,
  alt: false,
  shift: false,
  typing: false,
  ...more,
})

test("Ctrl+N adds, Ctrl+F finds, wherever the focus is", () => {
  for (const typing of [true, false]) {
    expect(shortcutFor(press("n", { ctrl: true, typing }))).toEqual({ do: "add" })
    expect(shortcutFor(press("F", { ctrl: true, typing }))).toEqual({ do: "find" })
  }
})

test("Ctrl+L locks, wherever the focus is", () => {
  for (const typing of [true, false])
    expect(shortcutFor(press("l", { ctrl: true, typing }))).toEqual({ do: "lock" })
  expect(shortcutFor(press("l", { ctrl: true, shift: true }))).toBeNull()
})

test("Ctrl and a digit goes to a place", () => {
  expect(shortcutFor(press("2", { ctrl: true }))).toEqual({ do: "go", place: "sessions", tab: "sessions" })
  expect(shortcutFor(press("4", { ctrl: true }))).toEqual({ do: "go", place: "sessions", tab: "checkup" })
  expect(shortcutFor(press("5", { ctrl: true }))).toEqual({ do: "go", place: "sessions", tab: "log" })
  expect(shortcutFor(press(",", { ctrl: true }))).toEqual({ do: "go", place: "settings" })
  expect(shortcutFor(press("9", { ctrl: true }))).toBeNull()
})

test("a slash finds and a question mark helps, except while typing", () => {
  expect(shortcutFor(press("/"))).toEqual({ do: "find" })
  expect(shortcutFor(press("?", { shift: true }))).toEqual({ do: "help" })
  expect(shortcutFor(press("/", { typing: true }))).toBeNull()
  expect(shortcutFor(press("?", { typing: true }))).toBeNull()
})

test("Ctrl+Z undoes a removal, and in a box what was typed", () => {
  expect(shortcutFor(press("z", { ctrl: true }))).toEqual({ do: "undo" })
  expect(shortcutFor(press("z", { ctrl: true, typing: true }))).toBeNull()
})

test("Alt is the list's", () => {
  expect(shortcutFor(press("1", { alt: true }))).toBeNull()
})
