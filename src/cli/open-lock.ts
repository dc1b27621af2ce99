import { deriveKeyHere } from "../adapters/keychain/derive-key.ts"
import { readPassphraseFile } from "../adapters/keychain/passphrase-file.ts"
import { settleMove } from "../core/accounts/move-keychain.ts"
import { AppError, isAppError } from "../core/errors.ts"
import { createGuardedStore } from "../core/lock/guarded-store.ts"
import { lockMoveDeps, openLock, type LockDeps, type VaultKey } from "../core/lock/passphrase.ts"
import { createSealedStore } from "../core/lock/sealed-store.ts"
import type { SecretStore } from "../core/ports/secret-store.ts"
import type { Vault } from "../core/vault/schema.ts"
import type { Asker } from "./prompt.ts"

export interface OpenLockDeps extends Omit<LockDeps, "raw" | "deriveKey"> {
  readonly asker: Asker
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The system's keychain as it is open now, made ready to be used: with a passphrase of Keycard's own, unlocked. */
export async function openLockedStore(deps: OpenLockDeps, raw: SecretStore): Promise<SecretStore> {
  const vault = await settled(deps, raw)
  const vaultKey = await askForKey(deps, raw, vault)
  const place =
    vaultKey === null
      ? raw
      : createSealedStore({ raw, keyId: vaultKey.keyId, key: () => vaultKey.key, random: deps.random })
  return createGuardedStore(place, deps.index)
}

/** A sealing that was killed comes to rest first, unless it runs in another process just now. */
async function settled(deps: OpenLockDeps, raw: SecretStore): Promise<Vault> {
  const vault = await deps.index.read()
  if (vault.move === null || vault.move.from.backend !== vault.move.to.backend) return vault
  try {
    await settleMove(lockMoveDeps({ ...deps, raw, deriveKey: deriveKeyHere }, null))
  } catch (error) {
    if (!isAppError(error, "moving")) throw error
  }
  return deps.index.read()
}

/**
 * The passphrase of `KEYCARD_PASSPHRASE_FILE`, else asked for.
 * @returns null where there is no lock
 * @throws AppError `locked` where nobody can be asked; `passphrase` `wrong`, `lock-damaged`
 */
export async function askForKey(
  { asker, env }: Pick<OpenLockDeps, "asker" | "env">,
  raw: SecretStore,
  { lock }: Vault,
): Promise<VaultKey | null> {
  if (lock === null) return null
  const unattended = await readPassphraseFile(env.KEYCARD_PASSPHRASE_FILE)
  if (unattended === null && !asker.interactive) throw new AppError({ kind: "locked" })
  const passphrase = unattended ?? (await asker.ask("Keycard's passphrase", { hidden: true }))
  return openLock({ raw, deriveKey: deriveKeyHere }, lock, passphrase)
}
