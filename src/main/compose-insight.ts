/** @file Check-ups and the log with this machine around them. A part of compose.ts. */
import { createBackupFiles } from "../adapters/files/backup-files.ts"
import { fileModes } from "../adapters/files/file-modes.ts"
import { systemClock } from "../adapters/system/clock.ts"
import { createMachine } from "../adapters/system/machine.ts"
import type { KeycardPaths } from "../adapters/system/paths.ts"
import { privatePlaces } from "../adapters/system/private-places.ts"
import type { AuditLog } from "../core/ports/audit-log.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { TextFile } from "../core/ports/text-file.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { createAuditDesk, type AuditDesk } from "./audit-desk.ts"
import { createCheckupDesk, type CheckupDesk } from "./checkup-desk.ts"
import { systemDialogs } from "./file-dialogs.ts"
import type { Broadcast } from "./ipc/broadcast.ts"

export interface InsightParts {
  readonly index: VaultIndex
  readonly secrets: SecretStore
  readonly paths: KeycardPaths
  readonly credentialsFile: TextFile
  readonly configFile: TextFile
  readonly auditLog: AuditLog
  readonly broadcast: Broadcast
}

export function composeInsight(parts: InsightParts): { checkupDesk: CheckupDesk; auditDesk: AuditDesk } {
  const { index, secrets, paths, credentialsFile, configFile, auditLog, broadcast } = parts
  const files = createBackupFiles()
  const nowMs = () => systemClock.nowMs()
  const checkupDesk = createCheckupDesk({
    ...{ index, files, nowMs, modes: fileModes, dialogs: systemDialogs },
    check: async (options) => {
      // Loaded when it is asked for: IAM's part of AWS's SDK is large.
      const [{ runCheckup }, { createIamApi }] = await Promise.all([
        import("../core/checkup/run-checkup.ts"),
        import("../adapters/aws/iam-api.ts"),
      ])
      return runCheckup(
        {
          ...{ index, credentialsFile, configFile, clock: systemClock },
          machine: createMachine(process.env),
          iam: createIamApi(),
          places: privatePlaces(paths, credentialsFile.path, configFile.path, process.env),
          keychain: () => Promise.resolve(secrets),
        },
        options,
      )
    },
    onStep: (step) => broadcast("checkup:progress", step),
  })
  const auditDesk = createAuditDesk({
    ...{ files, nowMs, log: auditLog, path: paths.audit, dialogs: systemDialogs },
  })
  return { checkupDesk, auditDesk }
}
