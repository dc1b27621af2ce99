import { expect, test } from "vitest"
import {
  canChoose,
  choiceCount,
  counted,
  fileNameOf,
  firstChoice,
  momentWords,
} from "../../../src/renderer/backup/backup-words.ts"
import type { RestorePreview } from "../../../src/shared/ipc/backup-views.ts"

const row = (index: number, likeness: "new" | "duplicate" | "conflict") => ({ index, likeness })
const preview: RestorePreview = {
  restoreId: "11111111-1111-4111-8111-111111111111",
  createdAtMs: 0,
  accounts: (["new", "duplicate", "conflict"] as const).map((likeness, index) => ({
    ...row(index, likeness),
    issuer: "x",
    account: "y",
    trashed: false,
  })),
  kept: [{ ...row(0, "new"), issuer: "x", account: "", what: "mOTP" }],
  keys: [{ ...row(0, "conflict"), name: "work", tail: "MPLE" }],
  profiles: [
    { ...row(0, "conflict"), name: "a" },
    { ...row(1, "new"), name: "b" },
  ],
  settingsDiffer: true,
  missing: [],
  withoutPicture: [],
}

test("at first all is chosen that is not here, and nothing that could not come", () => {
  const choice = firstChoice(preview)
  expect([...choice.accounts]).toEqual([0, 2])
  expect([...choice.kept]).toEqual([0])
  expect([...choice.keys]).toEqual([0])
  expect([...choice.profiles]).toEqual([1])
  expect(choice.settings).toBe(false)
  expect(choiceCount(choice)).toBe(5)
})

test("a profile cannot stand beside another of its name, a key and an account can", () => {
  expect(canChoose("profiles", row(0, "conflict"))).toBe(false)
  expect(canChoose("keys", row(0, "conflict"))).toBe(true)
  expect(canChoose("accounts", row(0, "conflict"))).toBe(true)
  expect(canChoose("accounts", row(0, "duplicate"))).toBe(false)
})

test("words", () => {
  expect([counted(1, "account"), counted(1_200, "account")]).toEqual(["1 account", "1,200 accounts"])
  expect([fileNameOf("/a/b c.keycard"), fileNameOf("C:\\a\\b.keycard")]).toEqual(["b c.keycard", "b.keycard"])
  const noon = new Date(2026, 2, 1, 12).getTime()
  expect(momentWords(noon, noon + 60_000, "en-GB")).toBe("today, 12:00")
  expect(momentWords(noon, noon + 86_400_000, "en-GB")).toBe("1 Mar 2026, 12:00")
})
