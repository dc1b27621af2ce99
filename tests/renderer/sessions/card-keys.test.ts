import { expect, test } from "vitest"
import { cardKey } from "../../../src/renderer/sessions/card-keys.ts"

const press = (key: string, more: object = {}) => ({ key, ctrlKey: false, shiftKey: false, ...more })

test.each([
  ["Enter", {}, "start", "pick"],
  [" ", {}, "start", "pick"],
  [" ", { ctrlKey: true }, "pick", "pick"],
  ["s", {}, "stop", "stop"],
  ["E", {}, "edit", "edit"],
  ["F2", {}, "edit", "edit"],
  ["x", {}, "pick", "pick"],
  ["Delete", {}, "remove", "remove"],
  ["F10", { shiftKey: true }, "menu", "menu"],
  ["ContextMenu", {}, "menu", "menu"],
  ["a", { ctrlKey: true }, null, null],
  ["S", { shiftKey: true }, null, null],
  ["q", {}, null, null],
])("%s %j means %s, and %s while cards are being chosen", (key, more, meaning, picking) => {
  expect(cardKey(press(key, more), false)).toBe(meaning)
  expect(cardKey(press(key, more), true)).toBe(picking)
})
