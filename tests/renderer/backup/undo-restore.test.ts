import { expect, test } from "vitest"
import { restoredWords, undoneRestoreWords } from "../../../src/renderer/backup/undo-restore.ts"

const none = { accounts: 0, kept: 0, keys: 0, profiles: 0 }

test("what was restored is counted, kept entries among the accounts, and the settings are named", () => {
  const all = { accounts: 2, kept: 1, keys: 1, profiles: 2 }
  expect(restoredWords(all, false)).toBe("Restored 3 accounts, 1 key, 2 profiles.")
  expect(restoredWords({ ...none, accounts: 1 }, true)).toBe("Restored 1 account and the settings.")
  expect(restoredWords(none, true)).toBe("The settings are restored.")
})

test("an undo says what went, what came back, and what stayed and why", () => {
  const undone = { ...none, accounts: 2, settings: true, stayed: ["GitHub: maria", "", "a", "b", "c"] }
  expect(undoneRestoreWords(undone)).toBe(
    "Removed 2 accounts again. The settings are as they were. " +
      "GitHub: maria, An account without a name, a and 2 more stayed: changed or in use since.",
  )
  expect(undoneRestoreWords({ ...none, settings: false, stayed: [] })).toBe("There was nothing left to undo.")
})
