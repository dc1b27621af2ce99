import { expect, test } from "vitest"
import { sightLine } from "../../src/shared/words/key-sight.ts"

test("what a key may and may not see is said in words, an action without words by AWS's name", () => {
  const may = ["iam:ListMFADevices", "iam:NewThing"]
  expect(sightLine({ key: "work", may, mayNot: ["iam:ListUsers"] })).toBe(
    "The key “work” may: see MFA devices, iam:NewThing; may not: see the users.",
  )
  expect(sightLine({ key: "work", may: [], mayNot: ["iam:ListUsers"] })).toBe(
    "The key “work” may not: see the users.",
  )
  expect(sightLine({ key: "work", may: [], mayNot: [] })).toBe("AWS told nothing of what the key “work” may.")
})
