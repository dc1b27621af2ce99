import { expect, test } from "vitest"
import { codeGroups, spokenCode } from "../../../src/renderer/codes/groups.ts"

test.each([
  ["1234", ["1234"]],
  ["VKFDN", ["VKFDN"]],
  ["492039", ["492", "039"]],
  ["1234567", ["123", "4567"]],
  ["12345678", ["1234", "5678"]],
  ["1234567890", ["12345", "67890"]],
])("%s is read as %j", (code, groups) => {
  expect(codeGroups(code)).toEqual(groups)
})

test("a screen reader says the digits one by one", () => {
  expect(spokenCode("492039")).toBe("4 9 2 0 3 9")
})
