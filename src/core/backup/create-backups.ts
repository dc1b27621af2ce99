import { AppError } from "../errors.ts"
import { noted } from "../vault/noted.ts"
import type { BackupState } from "../vault/backup-state.ts"
import { automaticBackup, writeKeyItem } from "./automatic.ts"
import { keyItemName } from "./key-item.ts"
import { collectContent, collectEntries } from "./collect.ts"
import { makeBackup, newBackupKey, writeVerified, type BackupKey } from "./make.ts"
import { openWithPassphrase } from "./open.ts"
import { previewRestore } from "./restore-preview.ts"
import { restoreBackup } from "./restore.ts"
import type { BackupDeps, Backups, BackupSettings } from "./service.ts"
import { undoRestore } from "./undo-restore.ts"

export function createBackups(deps: BackupDeps): Backups {
  const { index, clock, files } = deps
  return {
    state: async () => (await index.read()).backup,
    async save(path, passphrase, { ids, replace = false } = {}) {
      const key = await newBackupKey(deps, passphrase)
      try {
        const { content } = await collectContent(deps, ids ?? null)
        const bytes = makeBackup(deps, key, content, { made: "by-hand", vaultId: null })
        await writeVerified({ files }, path, bytes, key.key, { replace })
        const atMs = clock.nowMs()
        if (ids === undefined)
          await index.update((vault) => ({ ...vault, backup: { ...vault.backup, lastByHandAtMs: atMs } }))
        const { accounts, awsKeys, missing, withoutPicture } = content
        const counts = { accounts: accounts.length, keys: awsKeys.length }
        return { path, ...counts, missing, withoutPicture, removed: [] }
      } finally {
        key.key.fill(0)
      }
    },
    configure: (change) => configure(deps, change),
    automatic: () => automaticBackup(deps),
    outgoing: (ids) => collectEntries(deps, ids),
    open: (bytes, passphrase) => openWithPassphrase(bytes, passphrase, deps.deriveKey),
    preview: (content) => previewRestore(deps, content),
    restore: (content, choice) => restoreBackup(deps, content, choice),
    undoRestore: (batch) => undoRestore(deps, batch),
  }
}

/** A new passphrase is a new item first, then the index names it, then the old item goes. */
async function configure(deps: BackupDeps, change: BackupSettings): Promise<BackupState> {
  const { index } = deps
  const { passphrase } = change
  if (passphrase === undefined)
    return (await index.update((vault) => ({ ...vault, backup: configured(vault.backup, change, null) })))
      .backup
  // Refused, and computed, before anything is noted.
  const key = await newBackupKey(deps, passphrase)
  const keyId = deps.random.uuid()
  const before = await index.read()
  const old = before.backup.automatic.keyId
  const names = [keyItemName(keyId), ...(old === null ? [] : [keyItemName(old)])]
  const work = (settled: () => void) => replaceKey(deps, change, key, keyId, settled)
  return noted(deps, names, work, before)
}

async function replaceKey(
  deps: BackupDeps,
  change: BackupSettings,
  key: BackupKey,
  keyId: string,
  settled: () => void,
): Promise<BackupState> {
  const { secrets, index } = deps
  const released: string[] = []
  try {
    await secrets.set(keyItemName(keyId), writeKeyItem(key))
    key.key.fill(0)
    const { backup } = await index.update((vault) => {
      const old = vault.backup.automatic.keyId
      released.splice(0, 1, ...(old === null ? [] : [old]))
      return { ...vault, backup: configured(vault.backup, change, keyId) }
    })
    const dropped = await Promise.all(released.map((old) => isDeleted(deps, old)))
    if (!dropped.includes(false)) settled()
    return backup
  } catch (error) {
    if (await isUnusedDropped(deps, keyId)) settled()
    throw error
  }
}

function configured(state: BackupState, change: BackupSettings, keyId: string | null): BackupState {
  const automatic = {
    enabled: change.enabled ?? state.automatic.enabled,
    folder: change.folder ?? state.automatic.folder,
    keep: change.keep ?? state.automatic.keep,
    keyId: keyId ?? state.automatic.keyId,
  }
  if (automatic.enabled && (automatic.folder === null || automatic.keyId === null))
    throw new AppError({ kind: "backup", problem: "not-set-up", path: null })
  // Another folder or key: what failed before says nothing any more, and what was backed up is not there.
  const same = automatic.folder === state.automatic.folder && automatic.keyId === state.automatic.keyId
  const fresh = same ? {} : { lastFailure: null, lastDigest: null }
  return { ...state, ...fresh, automatic, remindDays: change.remindDays ?? state.remindDays }
}

function isDeleted({ secrets }: BackupDeps, keyId: string): Promise<boolean> {
  return secrets.delete(keyItemName(keyId)).then(
    () => true,
    () => false,
  )
}

/** Deleted only when the index is known not to name it: an answer may have got lost after the write. */
async function isUnusedDropped(deps: BackupDeps, keyId: string): Promise<boolean> {
  try {
    const { backup } = await deps.index.read()
    return backup.automatic.keyId !== keyId && (await isDeleted(deps, keyId))
  } catch {
    // It stays noted.
    return false
  }
}
