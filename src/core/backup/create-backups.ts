import { AppError } from "../errors.ts"
import type { BackupState } from "../vault/backup-state.ts"
import { automaticBackup, keyItemName, writeKeyItem } from "./automatic.ts"
import { collectContent, collectEntries } from "./collect.ts"
import { makeBackup, newBackupKey, writeVerified } from "./make.ts"
import { openWithPassphrase } from "./open.ts"
import { previewRestore } from "./restore-preview.ts"
import { restoreBackup } from "./restore.ts"
import type { BackupDeps, Backups, BackupSettings } from "./service.ts"

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
        const { accounts, awsKeys, missing } = content
        return { path, accounts: accounts.length, keys: awsKeys.length, missing, removed: [] }
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
  }
}

/** A new passphrase is a new item first, then the index names it, then the old item goes. */
async function configure(deps: BackupDeps, change: BackupSettings): Promise<BackupState> {
  const { secrets, index } = deps
  const keyId = change.passphrase === undefined ? null : await keepKey(deps, change.passphrase)
  const released: string[] = []
  try {
    const { backup } = await index.update((vault) => {
      const before = vault.backup.automatic.keyId
      released.splice(0, 1, ...(keyId === null || before === null ? [] : [before]))
      return { ...vault, backup: configured(vault.backup, change, keyId) }
    })
    for (const old of released) await secrets.delete(keyItemName(old)).catch(() => undefined)
    return backup
  } catch (error) {
    if (keyId !== null) await dropUnused(deps, keyId)
    throw error
  }
}

async function keepKey(deps: BackupDeps, passphrase: string): Promise<string> {
  const key = await newBackupKey(deps, passphrase)
  const keyId = deps.random.uuid()
  await deps.secrets.set(keyItemName(keyId), writeKeyItem(key))
  key.key.fill(0)
  return keyId
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

/** Deleted only when the index is known not to name it: an answer may have got lost after the write. */
async function dropUnused({ index, secrets }: BackupDeps, keyId: string): Promise<void> {
  try {
    if ((await index.read()).backup.automatic.keyId !== keyId) await secrets.delete(keyItemName(keyId))
  } catch {
    // An item too many harms nobody.
  }
}
