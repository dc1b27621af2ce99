import { expect, test } from "vitest"
import { choiceOf, itemsOf, type Choice } from "../../../src/renderer/enrol/choices.ts"
import type { Draft, DraftRow } from "../../../src/shared/ipc/views.ts"

const of = { id: "00000000-0000-4000-8000-000000000001", issuer: "GitHub", account: "mona" }
const row = (index: number, likeness: DraftRow["likeness"]): DraftRow => ({
  index,
  issuer: "GitHub",
  account: "mona",
  type: "totp",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
  code: "000000",
  next: null,
  expiresAtMs: null,
  likeness,
  twin: null,
  trashed: false,
})
const draft: Draft = {
  draftId: of.id,
  rows: [row(0, { kind: "new" }), row(1, { kind: "duplicate", of }), row(2, { kind: "conflict", of })],
  skipped: [],
  missingParts: null,
}

test("new ones are saved, a duplicate is left out, and of a conflict both are kept", () => {
  expect(itemsOf(draft, new Map()).map(({ index, action }) => [index, action])).toEqual([
    [0, "add"],
    [2, "add"],
  ])
})

test("a choice overrides what was proposed, and names are trimmed", () => {
  const choices = new Map<number, Choice>([
    [0, { fate: "skip", issuer: "", account: "" }],
    [1, { fate: "replace", issuer: " GitHub ", account: "work" }],
  ])
  expect(itemsOf(draft, choices)).toEqual([
    { index: 1, issuer: "GitHub", account: "work", action: "replace" },
    { index: 2, issuer: "GitHub", account: "mona", action: "add" },
  ])
})

test("an untouched row has the names that were read", () => {
  expect(choiceOf(new Map(), draft.rows[0]!)).toEqual({ fate: "add", issuer: "GitHub", account: "mona" })
})
