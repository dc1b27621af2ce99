/** @file A vault on the disk with two keychains, as tests that kill a process and the process itself see it. */
import { join } from "node:path"
import { createMutex } from "../../src/adapters/files/mutex.ts"
import { createVaultIndex } from "../../src/adapters/files/vault-index.ts"
import { deriveKeyHere } from "../../src/adapters/keychain/derive-key.ts"
import { createFileSecretStore } from "../../src/adapters/keychain/file-secret-store.ts"
import { systemRandom } from "../../src/adapters/system/random.ts"
import type { LockDeps } from "../../src/core/lock/passphrase.ts"
import type { SecretStore } from "../../src/core/ports/secret-store.ts"
import { createFolderSecretStore } from "./folder-secret-store.ts"

const CHEAP = { memoryKiB: 8, iterations: 1, parallelism: 1 }
export const FILE_PASSPHRASE = "of the encrypted file"

/** @param os stands for the system's keychain; default: a folder of items */
export function lockWorld(folder: string, os: SecretStore = createFolderSecretStore(join(folder, "os"))) {
  const mutex = createMutex({ folder: join(folder, "locks") })
  const index = createVaultIndex({ path: join(folder, "vault.json"), mutex })
  const file = createFileSecretStore({
    path: join(folder, "keychain.json"),
    mutex,
    deriveKey: deriveKeyHere,
    argon2: CHEAP,
  })
  const lockDeps: LockDeps = {
    raw: os,
    index,
    mutex,
    clock: { nowMs: () => Date.now() },
    random: systemRandom,
    deriveKey: deriveKeyHere,
    argon2: CHEAP,
  }
  return { os, file, index, mutex, lockDeps }
}

export async function openOrCreate(file: ReturnType<typeof lockWorld>["file"]): Promise<void> {
  if (await file.exists()) await file.unlock(FILE_PASSPHRASE)
  else await file.create(FILE_PASSPHRASE)
}
