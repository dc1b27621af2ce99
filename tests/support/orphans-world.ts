/** @file A vault on the disk with a keychain of files, as tests that kill a process and the process itself see it. */
import { join } from "node:path"
import { createBackupFiles } from "../../src/adapters/files/backup-files.ts"
import type { FileSystem } from "../../src/adapters/files/file-system.ts"
import { createMarkPictures } from "../../src/adapters/files/mark-pictures.ts"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createPendingItems } from "../../src/adapters/files/pending-items.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { systemClock } from "../../src/adapters/system/clock.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import { createAccounts } from "../../src/core/accounts/create-accounts.ts"
import { createAws } from "../../src/core/aws/create-aws.ts"
import { createBackups } from "../../src/core/backup/create-backups.ts"
import { deriveKeyHere } from "../../src/core/backup/derive-key.ts"
import type { OtpEntry } from "../../src/core/otp/entry.ts"
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import type { VaultIndex } from "../../src/core/ports/vault-index.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { MemoryTextFile } from "../fakes/memory-text-file.ts"
import { ScriptedAwsApi } from "../fakes/scripted-aws-api.ts"
import { createFolderSecretStore } from "./folder-secret-store.ts"

export const PASSPHRASE = "correct horse battery"

const entry = (issuer: string, secret: string): OtpEntry => ({
  ...{ type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 },
  ...{ issuer, account: "", secret },
})
export const first = [{ entry: entry("A", "JBSWY3DPEHPK3PXP") }]
export const more = [{ entry: entry("B", "KRSXG5CTMVRXEZLU") }, { entry: entry("C", "MFRGGZDFMZTWQ2LK") }]

export const newKey = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}

export interface Watch {
  readonly secrets?: (store: SecretStore) => SecretStore
  readonly index?: (index: VaultIndex) => VaultIndex
  readonly fs?: FileSystem
}

export function orphansWorld(folder: string, watch: Watch = {}) {
  const store = createFolderSecretStore(join(folder, "os"))
  const secrets = watch.secrets?.(store) ?? store
  const mutex = createMutex({ folder: join(folder, "locks") })
  const plain = createVaultIndex({ path: join(folder, "vault.json"), mutex })
  const index = watch.index?.(plain) ?? plain
  const pending = createPendingItems(join(folder, "pending"), watch.fs)
  const marks = createMarkPictures(join(folder, "marks"), watch.fs)
  const deps = {
    ...{ secrets, index, mutex, pending, marks, random: systemRandom },
    clock: systemClock,
  }
  const argon2 = { memoryKiB: 8, iterations: 1, parallelism: 1 }
  const backups = createBackups({ ...deps, files: createBackupFiles(), deriveKey: deriveKeyHere, argon2 })
  const accounts = createAccounts(deps)
  const files = { credentialsFile: new MemoryTextFile(null), configFile: new MemoryTextFile(null) }
  const aws = createAws({ ...deps, ...files, accounts, api: new ScriptedAwsApi(new ManualClock(0)) })
  return { ...deps, accounts, aws, backups, backupPath: join(folder, "a.keycard") }
}
