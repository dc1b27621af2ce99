import { expect, test } from "vitest"
import type { Choices } from "../../../src/renderer/enrol/choices.ts"
import { itemsOf } from "../../../src/renderer/enrol/choices.ts"
import {
  chooseGroup,
  chosenIn,
  commonFate,
  isChosen,
  linesOf,
  type Chosen,
} from "../../../src/renderer/import/groups.ts"
import type { Draft, DraftRow } from "../../../src/shared/ipc/views.ts"

const of = { id: "00000000-0000-4000-8000-000000000001", issuer: "GitHub", account: "mona" }
const row = (index: number, kind: DraftRow["likeness"]["kind"]): DraftRow => ({
  index,
  issuer: `Service ${index}`,
  account: "mona",
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
  code: "000000",
  next: null,
  expiresAtMs: null,
  likeness: kind === "new" ? { kind } : { kind, of },
  twin: null,
  trashed: false,
})
const draft: Draft = {
  draftId: of.id,
  rows: [row(0, "new"), row(1, "duplicate"), row(2, "conflict"), row(3, "new"), row(4, "conflict")],
  skipped: [{ row: 7, label: "Bad", error: { kind: "otp", part: "secret", problem: "empty" } }],
  missingParts: null,
}
const kept = [{ row: 6, label: "Intranet (mona)", what: "mOTP" }]
const lines = linesOf(draft, kept)
const none: Chosen = { choices: new Map(), leftOut: new Set() }
const choose = (choices: Choices): Chosen => ({ choices, leftOut: new Set() })

const told = lines.map((line) =>
  line.kind === "group"
    ? `${line.group} ${line.count}`
    : line.kind === "row"
      ? line.row.index
      : line.kind === "kept"
        ? line.kept.row
        : line.skipped.row,
)

test("what asks for a decision stands first, each group behind its heading and in the file's order", () => {
  expect(told).toEqual(["conflict 2", 2, 4, "new 2", 0, 3, "here 1", 1, "kept 1", 6, "skipped 1", 7])
})

test("a group without anything has no heading", () => {
  expect(linesOf({ rows: [row(0, "new")], skipped: [] }, []).map(({ kind }) => kind)).toEqual([
    "group",
    "row",
  ])
  expect(linesOf({ rows: [], skipped: [] }, [])).toEqual([])
})

test("at first what is here already is left out, and everything else that can be kept is chosen", () => {
  expect(lines.map((line) => isChosen(line, none))).toEqual([
    null,
    true,
    true,
    null,
    true,
    true,
    null,
    false,
    null,
    true,
    null,
    null,
  ])
  expect(chosenIn(lines, "new", none)).toBe(2)
  expect(chosenIn(lines, "here", none)).toBe(0)
  expect(chosenIn(lines, "skipped", none)).toBe(0)
})

test("what cannot be computed is left out by its row", () => {
  const chosen = { choices: new Map(), leftOut: new Set([6]) }
  expect(chosenIn(lines, "kept", chosen)).toBe(0)
  expect(chosenIn(lines, "kept", none)).toBe(1)
})

test("a decision for a group changes that group alone", () => {
  const choices = chooseGroup(draft, new Map(), "conflict", "replace")
  expect(itemsOf(draft, choices).map(({ index, action }) => [index, action])).toEqual([
    [0, "add"],
    [2, "replace"],
    [3, "add"],
    [4, "replace"],
  ])
  const without = chooseGroup(draft, choices, "new", "skip")
  expect(itemsOf(draft, without).map(({ index }) => index)).toEqual([2, 4])
  expect(chosenIn(lines, "new", choose(without))).toBe(0)
})

test("a group has one fate as long as all of it have the same", () => {
  expect(commonFate(draft, new Map(), "conflict")).toBe("add")
  const mixed = new Map([[2, { fate: "skip" as const, issuer: "", account: "" }]])
  expect(commonFate(draft, mixed, "conflict")).toBe("")
  expect(commonFate(draft, chooseGroup(draft, mixed, "conflict", "skip"), "conflict")).toBe("skip")
})
