import { contentDigest } from "../core/backup/collect.ts"
import { planBackup, type Changes } from "../core/backup/schedule.ts"
import type { Backups } from "../core/backup/service.ts"
import { isAppError } from "../core/errors.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { Timers } from "./timers.ts"

/** How often to look whether one is due: a look costs one stat(2) while nothing was written. */
const LOOK_MS = 15_000

export interface AutoBackupDeps {
  readonly index: Pick<VaultIndex, "read">
  readonly backups: Pick<Backups, "automatic">
  readonly timers: Timers
  /** Whether secrets can be read now without asking anybody. */
  readonly ready: () => boolean
  /** Begun, or ended either way. */
  readonly onChanged: () => void
  readonly log: (message: string, cause: unknown) => void
}

/** Makes automatic backups when they are due: after changes of any process, and once a day. */
export interface AutoBackup {
  start(): void
  stop(): void
  /** At once; one that runs already is waited for. @throws AppError: also kept in the index, see core/backup */
  now(): Promise<void>
  busy(): boolean
}

export function createAutoBackup({
  index,
  backups,
  timers,
  ready,
  onChanged,
  log,
}: AutoBackupDeps): AutoBackup {
  let cancel: (() => void) | null = null
  let running: Promise<void> | null = null
  let changes: Changes | null = null
  let seen = { generation: -1, digest: "" }

  /** Notes when the content last changed: a wait for quiet begins anew with each change. */
  function notice(vault: Vault, nowMs: number): void {
    if (vault.generation === seen.generation) return
    const digest = contentDigest(vault)
    const changed = digest !== seen.digest
    seen = { generation: vault.generation, digest }
    if (digest === vault.backup.lastDigest) changes = null
    else if (changed || changes === null) changes = { firstMs: changes?.firstMs ?? nowMs, lastMs: nowMs }
  }

  async function look(): Promise<void> {
    if (!ready()) return
    const vault = await index.read()
    const nowMs = timers.nowMs()
    notice(vault, nowMs)
    const isEmpty = vault.accounts.length + vault.kept.length + vault.awsKeys.length === 0
    if (isEmpty || planBackup(vault.backup, changes, nowMs).kind !== "now") return
    await now()
  }

  function now(): Promise<void> {
    running ??= backups
      .automatic()
      .then(() => undefined)
      .finally(() => {
        running = null
        onChanged()
      })
    onChanged()
    return running
  }

  function again(): void {
    cancel = timers.after(LOOK_MS, () => {
      void look()
        .catch((cause: unknown) => {
          if (!isAppError(cause, "locked")) log("an automatic backup failed", cause)
        })
        .finally(() => {
          if (cancel !== null) again()
        })
    })
  }

  return {
    start() {
      if (cancel === null) again()
    },
    stop() {
      cancel?.()
      cancel = null
    },
    now,
    busy: () => running !== null,
  }
}
