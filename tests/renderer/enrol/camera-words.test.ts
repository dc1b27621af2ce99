import { expect, test } from "vitest"
import { cameraProblem } from "../../../src/renderer/enrol/camera-words.ts"

test.each([
  ["NotAllowedError", /may not use/],
  ["NotReadableError", /in use by another/],
  ["NotFoundError", /No camera/],
  ["OverconstrainedError", /No camera/],
  ["SomethingElse", /did not start/],
])("%s has its own words", (name, words) => {
  expect(cameraProblem(new DOMException("", name)).title).toMatch(words)
})
