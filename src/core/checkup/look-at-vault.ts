/** @file How Keycard itself stands: backups, the clock, the keychain. */
import { isCorrectionStale } from "../clock/correction.ts"
import { AppError } from "../errors.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { Vault } from "../vault/schema.ts"
import type { Finding } from "./finding.ts"

const DAY_MS = 86_400_000
const OLD_BACKUP_DAYS = 30
/** Less is no trouble to anybody. */
const CLOCK_MS = 5_000

const days = (ms: number) => Math.floor(ms / DAY_MS)

function backupFindings({ backup, accounts, awsKeys, kept }: Vault, nowMs: number): Finding[] {
  if (accounts.length + awsKeys.length + kept.length === 0) return []
  const { lastFailure, lastSuccess, lastByHandAtMs } = backup
  const failing: Finding[] =
    lastFailure === null
      ? []
      : [{ id: "backup-failing", problem: lastFailure.problem, times: lastFailure.times }]
  const lastMs = Math.max(lastSuccess?.atMs ?? 0, lastByHandAtMs ?? 0)
  if (lastMs === 0) return [{ id: "no-backup" }, ...failing]
  const age = days(nowMs - lastMs)
  return age > OLD_BACKUP_DAYS ? [{ id: "old-backup", days: age }, ...failing] : failing
}

/** @param offsetMs AWS's clock minus this one's as it was just measured, else as it last was; null: never */
export function clockFindings(vault: Vault, offsetMs: number | null): Finding[] {
  const off: Finding[] =
    offsetMs === null || Math.abs(offsetMs) < CLOCK_MS
      ? []
      : [{ id: "clock-off", offsetMs: Math.round(offsetMs) }]
  const stale = isCorrectionStale({ ...vault, clockOffsetMs: offsetMs })
  return stale ? [...off, { id: "clock-correction-stale" }] : off
}

/** What vault.json tells of backups and of moves. */
export function vaultFindings(vault: Vault, nowMs: number): Finding[] {
  const move: Finding[] = vault.move === null ? [] : [{ id: "move-unfinished" }]
  return [...move, ...backupFindings(vault, nowMs)]
}

/**
 * Opens the keychain where one is in use and nothing is on its way: opening could else make one, or finish a move.
 * @returns null where it was not, or could not be, opened
 */
export async function openKeychain(
  vault: Vault,
  open: () => Promise<SecretStore>,
): Promise<{ secrets: SecretStore | null; findings: Finding[] }> {
  if (vault.backend === null || vault.move !== null) return { secrets: null, findings: [] }
  try {
    return { secrets: await open(), findings: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { secrets: null, findings: [{ id: "keychain-unusable", error: error.data }] }
  }
}
