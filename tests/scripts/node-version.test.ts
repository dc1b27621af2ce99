import { expect, test } from "vitest"
import { checkNodeVersion, isNodeNewEnough } from "../../scripts/setup/node-version.mjs"

test.each(["20.19.0", "20.20.2", "21.0.0", "22.12.0", "100.0.0", "v24.1.0"])(
  "Node %s is new enough",
  (version) => {
    expect(isNodeNewEnough(version)).toBe(true)
  },
)

test.each(["20.18.3", "20.9.0", "18.20.4", "8.19.0", "", "twenty"])("Node %j is too old", (version) => {
  expect(isNodeNewEnough(version)).toBe(false)
})

test("a Node that is too old is refused with both versions in one sentence", () => {
  expect(() => checkNodeVersion("18.20.4")).toThrow(
    "Keycard needs Node 20.19 or newer; this is Node 18.20.4.",
  )
})
