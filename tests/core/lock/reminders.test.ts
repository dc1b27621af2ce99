import { describe, expect, test } from "vitest"
import { waitAfterMs } from "../../../src/core/lock/attempts.ts"
import { remindersOf } from "../../../src/core/lock/reminders.ts"
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
  const kinds = (options: Partial<Parameters<typeof remindersOf>[0]> & { nowMs: number }) =>
    remindersOf({ vault: { accounts, lock: null }, lastBackupAtMs: undefined, ...options }).map(
      ({ kind }) => kind,
    )

  test("to type the passphrase come a month after it was typed last, and only where there is one", () => {
    expect(kinds({ vault: { accounts, lock: lock(0) }, nowMs: 30 * DAY - 1 })).toEqual([])
    expect(kinds({ vault: { accounts, lock: lock(0) }, nowMs: 30 * DAY })).toEqual(["passphrase"])
    expect(kinds({ nowMs: 300 * DAY })).toEqual([])
  })

  test("to make a backup come a week after the first account, then every 90 days, never with nothing to lose", () => {
    expect(kinds({ lastBackupAtMs: null, nowMs: 7 * DAY - 1 })).toEqual([])
    expect(kinds({ lastBackupAtMs: null, nowMs: 7 * DAY })).toEqual(["backup"])
    expect(kinds({ lastBackupAtMs: 7 * DAY, nowMs: 97 * DAY - 1 })).toEqual([])
    expect(kinds({ lastBackupAtMs: 7 * DAY, nowMs: 97 * DAY })).toEqual(["backup"])
    expect(kinds({ vault: { accounts: [], lock: null }, lastBackupAtMs: null, nowMs: 97 * DAY })).toEqual([])
  })

  test("do not come because the clock was set back", () => {
    const vault = { accounts, lock: lock(90 * DAY) }
    expect(kinds({ vault, lastBackupAtMs: 90 * DAY, nowMs: DAY })).toEqual([])
  })
})

test("wrong passphrases cost a wait that doubles, up to a minute", () => {
  expect([0, 1, 2, 3, 4, 5, 8, 9, 50].map(waitAfterMs)).toEqual([
    0, 0, 0, 1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
  ])
})
