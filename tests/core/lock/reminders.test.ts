import { describe, expect, test } from "vitest"
import { waitAfterMs } from "../../../src/core/lock/attempts.ts"
import { remindersOf, snooze } from "../../../src/core/lock/reminders.ts"
import { emptyVault } from "../../../src/core/vault/schema.ts"
import { someVault } from "./places.ts"

const DAY = 86_400_000
const lock = (typedAtMs: number) => ({
  keyId: "x",
  slot: "a" as const,
  platform: true,
  setAtMs: 0,
  typedAtMs,
})
const { accounts } = someVault(3)

describe("reminders", () => {
  const empty = emptyVault()
  const full = { ...empty, accounts }
  const kinds = (vault: Parameters<typeof remindersOf>[0], nowMs: number) =>
    remindersOf(vault, nowMs).map(({ kind }) => kind)
  const never = { ...empty.backup, remindDays: 0 }
  const madeAt = (lastByHandAtMs: number) => ({ ...full, backup: { ...empty.backup, lastByHandAtMs } })

  test("to type the passphrase come a month after it was typed last, and only where there is one", () => {
    const locked = { ...full, backup: never, lock: lock(0) }
    expect(kinds(locked, 30 * DAY - 1)).toEqual([])
    expect(kinds(locked, 30 * DAY)).toEqual(["passphrase"])
    expect(kinds({ ...locked, lock: null }, 300 * DAY)).toEqual([])
  })

  test("to make a backup follow the days that were set, and never come with nothing to lose", () => {
    expect(kinds(full, 30 * DAY - 1)).toEqual([])
    expect(remindersOf(full, 31 * DAY)).toEqual([{ kind: "backup", lastAtMs: null }])
    expect(kinds(madeAt(7 * DAY), 37 * DAY - 1)).toEqual([])
    expect(remindersOf(madeAt(7 * DAY), 37 * DAY)).toEqual([{ kind: "backup", lastAtMs: 7 * DAY }])
    expect(kinds({ ...full, backup: never }, 900 * DAY)).toEqual([])
    expect(kinds(empty, 97 * DAY)).toEqual([])
  })

  test("do not come because the clock was set back", () => {
    expect(kinds({ ...madeAt(90 * DAY), lock: lock(90 * DAY) }, DAY)).toEqual([])
  })

  test("that were put off stay away for a week, each by itself", () => {
    const due = { ...full, lock: lock(0) }
    const put = (kind: "passphrase" | "backup") => ({ ...due, snoozed: snooze(due.snoozed, kind, 50 * DAY) })
    expect(kinds(put("backup"), 57 * DAY - 1)).toEqual(["passphrase"])
    expect(kinds(put("backup"), 57 * DAY)).toEqual(["passphrase", "backup"])
    expect(kinds(put("passphrase"), 51 * DAY)).toEqual(["backup"])
  })

  test("that were put off by a clock far ahead come all the same", () => {
    const due = { ...full, lock: lock(0), snoozed: snooze(full.snoozed, "backup", 9_000 * DAY) }
    expect(kinds(due, 50 * DAY)).toEqual(["passphrase", "backup"])
  })
})

test("wrong passphrases cost a wait that doubles, up to a minute", () => {
  expect([0, 1, 2, 3, 4, 5, 8, 9, 50].map(waitAfterMs)).toEqual([
    0, 0, 0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
  ])
})
