/** @file What Keycard asks for now and then, decided by dates alone. */
import type { Vault } from "../vault/schema.ts"

const DAY_MS = 86_400_000
/** Whoever unlocks by a finger, or hardly ever, forgets what cannot be had again. */
export const RETYPE_AFTER_MS = 30 * DAY_MS
export const BACKUP_AFTER_MS = 90 * DAY_MS
/** Before that there is little to lose, and asking would be in the way of starting. */
const FIRST_BACKUP_AFTER_MS = 7 * DAY_MS

export interface Reminder {
  readonly kind: "passphrase" | "backup"
  /** When it was last done, Unix time in milliseconds; null: never. */
  readonly lastAtMs: number | null
}

export interface Remembered {
  readonly vault: Pick<Vault, "accounts" | "lock">
  /** null: none was ever made; undefined: not known, so nothing is said. */
  readonly lastBackupAtMs: number | null | undefined
  readonly nowMs: number
}

/** What is due now. A clock that was set back makes nothing due. */
export function remindersOf({ vault, lastBackupAtMs, nowMs }: Remembered): Reminder[] {
  const due: Reminder[] = []
  const { lock } = vault
  if (lock !== null && nowMs - lock.typedAtMs >= RETYPE_AFTER_MS)
    due.push({ kind: "passphrase", lastAtMs: lock.typedAtMs })
  if (lastBackupAtMs !== undefined && backupIsDue(vault, lastBackupAtMs, nowMs))
    due.push({ kind: "backup", lastAtMs: lastBackupAtMs })
  return due
}

function backupIsDue({ accounts }: Pick<Vault, "accounts">, lastAtMs: number | null, nowMs: number): boolean {
  const kept = accounts.filter(({ trashedAtMs }) => trashedAtMs === null)
  if (kept.length === 0) return false
  if (lastAtMs !== null) return nowMs - lastAtMs >= BACKUP_AFTER_MS
  return nowMs - Math.min(...kept.map(({ createdAtMs }) => createdAtMs)) >= FIRST_BACKUP_AFTER_MS
}
