/** @file What Keycard asks for now and then, decided by dates alone. */
import { backupReminderAtMs } from "../backup/schedule.ts"
import type { Snoozed } from "../vault/lock-fields.ts"
import type { Vault } from "../vault/schema.ts"

const DAY_MS = 86_400_000
/** Whoever unlocks by a finger, or hardly ever, forgets what cannot be had again. */
export const RETYPE_AFTER_MS = 30 * DAY_MS
/** How long a reminder that was put off stays away. */
const SNOOZE_MS = 7 * DAY_MS

export interface Reminder {
  readonly kind: "passphrase" | "backup"
  /** When it was last done, Unix time in milliseconds; null: never. */
  readonly lastAtMs: number | null
}

type Remembered = Pick<Vault, "accounts" | "kept" | "awsKeys" | "backup" | "lock" | "snoozed">

/** What is due now and not put off. A clock that was set back makes nothing due. */
export function remindersOf(vault: Remembered, nowMs: number): Reminder[] {
  const due: Reminder[] = []
  const { lock, backup, snoozed } = vault
  if (
    lock !== null &&
    nowMs >= Math.max(lock.typedAtMs + RETYPE_AFTER_MS, until(snoozed.passphraseUntilMs, nowMs))
  )
    due.push({ kind: "passphrase", lastAtMs: lock.typedAtMs })
  const backupAtMs = backupReminderAtMs(vault, nowMs)
  if (backupAtMs !== null && nowMs >= Math.max(backupAtMs, until(snoozed.backupUntilMs, nowMs))) {
    const lastAtMs = Math.max(backup.lastByHandAtMs ?? 0, backup.lastSuccess?.atMs ?? 0)
    due.push({ kind: "backup", lastAtMs: lastAtMs === 0 ? null : lastAtMs })
  }
  return due
}

/** A clock that was set back must not put off for years. */
function until(untilMs: number, nowMs: number): number {
  return untilMs > nowMs + SNOOZE_MS ? 0 : untilMs
}

/** Puts a reminder off for a week. */
export function snooze(snoozed: Snoozed, kind: Reminder["kind"], nowMs: number): Snoozed {
  const untilMs = nowMs + SNOOZE_MS
  return kind === "backup"
    ? { ...snoozed, backupUntilMs: untilMs }
    : { ...snoozed, passphraseUntilMs: untilMs }
}
