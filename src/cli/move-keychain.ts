import { createFileSecretStore, type FileSecretStore } from "../adapters/keychain/file-secret-store.ts"
import { deriveKeyHere } from "../adapters/keychain/derive-key.ts"
import { readPassphraseFile } from "../adapters/keychain/passphrase-file.ts"
import { moveSecrets } from "../core/accounts/move-keychain.ts"
import { AppError } from "../core/errors.ts"
import { allPlaces } from "../core/lock/all-places.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { Backend } from "../core/vault/choose-backend.ts"
import { placeOf } from "../core/vault/place.ts"
import type { Vault } from "../core/vault/schema.ts"
import { askForKey, type OpenLockDeps } from "./open-lock.ts"

export interface MoveKeychainDeps extends OpenLockDeps {
  /** Path of the encrypted file. */
  readonly path: string
  /** The system's, opened. */
  readonly openOs: () => Promise<SecretStore>
}

/**
 * Moves all secrets to the other keychain, or goes on with a move that was interrupted.
 * @returns whether there was anything to do
 * @throws AppError as `moveSecrets`; `passphrase`, `locked`
 */
export async function moveKeychain(
  deps: MoveKeychainDeps,
  to: Backend,
  onProgress: (done: number, total: number) => void,
): Promise<boolean> {
  const vault = await deps.index.read()
  if (placeOf(vault).backend === to && vault.move === null) return false
  const file = createFileSecretStore({ path: deps.path, mutex: deps.mutex, deriveKey: deriveKeyHere })
  const os = await deps.openOs()
  await openFile(deps, file, vault)
  const vaultKey = await askForKey(deps, os, vault)
  const storeAt = allPlaces({ os, file, vaultKey: () => vaultKey, random: deps.random }, vault.move)
  try {
    await moveSecrets(
      { index: deps.index, mutex: deps.mutex, signal: deps.signal, storeAt, onProgress },
      { place: { backend: to, keyId: null }, lock: null },
    )
  } finally {
    vaultKey?.key.fill(0)
    file.lock()
  }
  return true
}

/** Opens the encrypted file, or makes it where secrets go to it and none are missing from it. */
async function openFile(
  { asker, env }: Pick<OpenLockDeps, "asker" | "env">,
  file: FileSecretStore,
  vault: Vault,
): Promise<void> {
  const exists = await file.exists()
  // A move away from it was killed after its last step but one: nothing is left to open.
  if (!exists && vault.move?.stage === "deleting") return
  const unattended = await readPassphraseFile(env.KEYCARD_PASSPHRASE_FILE)
  if (unattended === null && !asker.interactive) throw new AppError({ kind: "passphrase", problem: "needed" })
  const ask = (question: string) => asker.ask(question, { hidden: true })
  if (exists || placeOf(vault).backend === "file") {
    await file.unlock(unattended ?? (await ask("Passphrase of the encrypted keychain")))
    return
  }
  const chosen = unattended ?? (await ask("New passphrase for the encrypted keychain"))
  if (unattended === null && chosen !== (await ask("The same again")))
    throw new AppError({ kind: "passphrase", problem: "mismatch" })
  await file.create(chosen)
}
