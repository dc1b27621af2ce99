/** @file When an automatic backup is due. Pure: main asks with the time of now, and asks again at `atMs`. */
import type { BackupState } from "../vault/backup-state.ts"
import type { Vault } from "../vault/schema.ts"

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

/** A change is backed up once nothing has changed for this long: an import of many is one change. */
export const QUIET_MS = 30 * SECOND_MS
/** And after this long even when changes go on. */
export const PATIENCE_MS = 10 * MINUTE_MS
/** Tries after a failure: the first after a minute, then more and more rarely. */
const RETRY_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS)

/** Changes since the last automatic backup, Unix times in milliseconds. */
export interface Changes {
  readonly firstMs: number
  readonly lastMs: number
}

export type BackupPlan =
  { readonly kind: "off" } | { readonly kind: "wait"; readonly atMs: number } | { readonly kind: "now" }

/**
 * After changes, and once a day where there are none.
 * @param changes null: the last backup holds all there is
 */
export function planBackup(state: BackupState, changes: Changes | null, nowMs: number): BackupPlan {
  const { automatic, lastSuccess, lastFailure } = state
  if (!automatic.enabled || automatic.folder === null || automatic.keyId === null) return { kind: "off" }
  const dueMs = Math.max(
    Math.min(dailyMs(lastSuccess?.atMs ?? null, nowMs), changesMs(changes, nowMs)),
    lastFailure === null ? 0 : retryMs(lastFailure, nowMs),
  )
  return dueMs <= nowMs ? { kind: "now" } : { kind: "wait", atMs: dueMs }
}

/** A backup of the future says that the clock was set back: it tells nothing about how old it is. */
function dailyMs(lastMs: number | null, nowMs: number): number {
  return lastMs === null || lastMs > nowMs ? nowMs : lastMs + DAY_MS
}

function changesMs(changes: Changes | null, nowMs: number): number {
  if (changes === null) return Infinity
  if (changes.lastMs > nowMs) return nowMs
  return Math.min(changes.lastMs + QUIET_MS, changes.firstMs + PATIENCE_MS)
}

function retryMs({ atMs, times }: { atMs: number; times: number }, nowMs: number): number {
  const pause = RETRY_MS[Math.min(times, RETRY_MS.length) - 1] ?? MINUTE_MS
  return atMs > nowMs ? nowMs : atMs + pause
}

/**
 * From when on a person should be reminded to make a backup; null: never. An automatic one that went well counts.
 * @param sinceMs when the oldest of what there is to lose came in; null: there is nothing
 */
export function remindAtMs(state: BackupState, sinceMs: number | null): number | null {
  if (state.remindDays === 0 || sinceMs === null) return null
  const last = Math.max(state.lastByHandAtMs ?? 0, state.lastSuccess?.atMs ?? 0)
  return (last === 0 ? sinceMs : last) + state.remindDays * DAY_MS
}

/** The same for a vault. The trash counts: it can be restored from. @param nowMs no later than this is anything kept */
export function backupReminderAtMs(
  { backup, ...all }: Pick<Vault, "backup" | "accounts" | "kept" | "awsKeys">,
  nowMs: number,
): number | null {
  let sinceMs: number | null = null
  for (const list of [all.accounts, all.kept, all.awsKeys])
    for (const { createdAtMs } of list) sinceMs = Math.min(sinceMs ?? nowMs, createdAtMs)
  return remindAtMs(backup, sinceMs)
}
