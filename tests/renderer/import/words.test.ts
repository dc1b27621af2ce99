import { describe, expect, it, test } from "vitest"
import {
  counted,
  elapsedWords,
  progressWords,
  savedWords,
  saveLabel,
  twiceWords,
  undoneWords,
  wrongWords,
} from "../../../src/renderer/import/words.ts"

test("numbers agree with what they count", () => {
  expect(counted(1, "entry", "entries")).toBe("1 entry")
  expect(counted(1000, "account")).toBe("1,000 accounts")
})

describe("how far a reading is", () => {
  it("says what is being done, and for how long once it takes long", () => {
    const step = { step: "deriving-key", slot: 1, slots: 1 } as const
    expect(progressWords({ step, elapsedMs: 1_900 })).toBe("Making the key from the password")
    expect(elapsedWords({ step, elapsedMs: 1_900 })).toBe("")
    expect(elapsedWords({ step, elapsedMs: 12_400 })).toBe("12 s")
  })

  it("counts password slots and pictures", () => {
    const step = { step: "deriving-key", slot: 2, slots: 3 } as const
    expect(progressWords({ step, elapsedMs: 0 })).toBe("Making the key from the password (2 of 3)")
    const pictures = { step: "decoding-pictures", done: 4, total: 9 } as const
    expect(progressWords({ step: pictures, elapsedMs: 0 })).toBe("Looking for QR codes (4 of 9)")
  })
})

test("a wrong password and a file that may be damaged have different words", () => {
  expect(wrongWords({ format: "Aegis", mayBeDamaged: false })).toMatch(/^The password does not fit/)
  expect(wrongWords({ format: "Stratum", mayBeDamaged: true })).toMatch(/or the file is damaged/)
})

test("rows that stood in a file twice are counted", () => {
  expect(twiceWords(1)).toMatch(/^1 entry stood .* is listed once/)
  expect(twiceWords(3)).toMatch(/^3 entries stood .* are listed once/)
})

describe("saving", () => {
  it("is named by what is saved", () => {
    expect(saveLabel(1, 0)).toBe("Save account")
    expect(saveLabel(42, 3)).toBe("Save 42 accounts")
    expect(saveLabel(0, 2)).toBe("Keep 2 entries")
  })

  it("is told afterwards, and so is its undo", () => {
    expect(savedWords(1, 0, "GitHub")).toBe("Added GitHub.")
    expect(savedWords(42, 0, "GitHub")).toBe("Added 42 accounts.")
    expect(savedWords(42, 1, "GitHub")).toBe("Added 42 accounts, kept 1 entry for export.")
    expect(savedWords(0, 2, "")).toBe("Kept 2 entries for export.")
    expect(undoneWords({ removed: 42, restored: 0 })).toBe("Removed 42 accounts again.")
    expect(undoneWords({ removed: 2, restored: 1 })).toBe(
      "Removed 2 accounts again. 1 account that was replaced is back.",
    )
  })
})
