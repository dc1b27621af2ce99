import { createBackupFiles } from "../adapters/files/backup-files.ts"
import { systemClock } from "../adapters/system/clock.ts"
import { systemRandom } from "../adapters/system/random.ts"
import { createBackups } from "../core/backup/create-backups.ts"
import type { Backups, BackupDeps } from "../core/backup/service.ts"
import { createAutoBackup, type AutoBackup } from "./auto-backup.ts"
import { createBackupDesk, type BackupDesk } from "./backup-desk.ts"
import { systemDialogs } from "./file-dialogs.ts"
import type { Keychain } from "./keychain-types.ts"
import type { Timers } from "./timers.ts"

export interface BackupSurroundings extends Pick<
  BackupDeps,
  "index" | "mutex" | "deriveKey" | "marks" | "pending"
> {
  readonly timers: Timers
  readonly keychain: Pick<Keychain, "store" | "state">
  readonly onChanged: () => void
  readonly log: (message: string, cause?: unknown) => void
}

/** Backups: what makes them, what makes them by itself, and what the page sees of both. */
export function composeBackups(surroundings: BackupSurroundings): {
  backups: Backups
  autoBackup: AutoBackup
  backupDesk: BackupDesk
} {
  const { index, mutex, deriveKey, marks, pending, timers, keychain, onChanged, log } = surroundings
  const files = createBackupFiles()
  const random = systemRandom
  const backups = createBackups({
    ...{ index, mutex, files, deriveKey, marks, pending, random },
    secrets: keychain.store,
    clock: systemClock,
  })
  const autoBackup = createAutoBackup({
    ...{ index, backups, timers, onChanged, log },
    ready: () => keychain.state().state === "ready",
  })
  const backupDesk = createBackupDesk({
    ...{ backups, index, files, timers, random },
    auto: autoBackup,
    dialogs: systemDialogs,
  })
  return { backups, autoBackup, backupDesk }
}
