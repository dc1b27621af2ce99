import { expect, test } from "vitest"
import {
  aboutRow,
  groupsOf,
  holdsPlainText,
  namedOf,
  notesOf,
  splitCommand,
  takenWords,
  undoneWords,
} from "../../../src/renderer/sessions/take-over-groups.ts"
import { configRow, sampleConfigRows } from "../harness/sample-config.ts"

test("what can be taken over, what is here, and what stays are told apart", () => {
  const { open, here, staying } = groupsOf(sampleConfigRows())
  expect(open.map(({ profile }) => profile)).toEqual(["default", "prod-admin", "dev"])
  expect(here.map(({ profile }) => profile)).toEqual(["staging"])
  expect(staying.map(({ profile }) => profile)).toEqual(["vaulted", "ec2"])
})

test("each says what it is, and what is different here", () => {
  const [user, role, taken, , vaulted] = sampleConfigRows()
  expect(user && aboutRow(user)).toBe("Sessions of the key that ends in 7Q4X")
  expect(role && aboutRow(role)).toContain("with the key that ends in 7Q4X")
  expect(taken && aboutRow(taken)).toMatch(/by way of 1 more, with key work$/)
  expect(taken && notesOf(taken)).toEqual(["“dev” is taken: here it will be “dev-2”."])
  expect(vaulted && notesOf(vaulted)[0]).toMatch(/^aws-vault keeps this key\..*keycard aws key add vaulted$/)
  const renamed = configRow("my prof", {
    name: "my-prof",
    notes: [{ kind: "name-changed", from: "my prof" }],
  })
  expect(notesOf(renamed)).toEqual(["“my prof” cannot be its name here. It will be “my-prof”."])
})

test("a command stands by itself", () => {
  expect(splitCommand("Do: aws-vault export x | keycard aws key add x")).toEqual({
    ...{ words: "Do: ", command: "aws-vault export x | keycard aws key add x" },
  })
  expect(splitCommand("Nothing to do.")).toEqual({ words: "Nothing to do.", command: null })
})

test("plain text is offered to be removed only where a chosen one has some", () => {
  const rows = sampleConfigRows()
  expect(holdsPlainText(rows, new Set(["default"]))).toBe(true)
  expect(holdsPlainText(rows, new Set(["dev"]))).toBe(false)
})

test("what was done, and undone, is counted", () => {
  expect(takenWords({ profiles: 1, keys: 0 })).toBe("Took over 1 profile.")
  expect(takenWords({ profiles: 3, keys: 2 })).toBe("Took over 3 profiles and 2 keys.")
  expect(undoneWords({ profiles: 2, keptKeys: 0 })).toBe("Took back 2 profiles.")
  expect(undoneWords({ profiles: 2, keptKeys: 1 })).toBe("Took back 2 profiles. 1 key stays in the keychain.")
})

test("a name that was typed takes the place of the proposed one, and of what was said of that", () => {
  const { open } = groupsOf(sampleConfigRows())
  const chosen = new Set(["default", "dev"])
  const typed = new Map([
    ["default", " main "],
    ["dev", "dev-2"],
  ])
  expect(namedOf(open, chosen, typed)).toEqual([
    { profile: "default", name: "main", isProposed: false },
    { profile: "dev", name: "dev-2", isProposed: true },
  ])
  const row = configRow("my prof", {
    name: "my-prof",
    notes: [
      { kind: "name-changed", from: "my prof" },
      { kind: "on-request" },
      { kind: "session-name-dropped" },
    ],
  })
  expect(notesOf(row)).toHaveLength(3)
  expect(notesOf(row, true)).toHaveLength(1)
})
