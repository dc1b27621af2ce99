/** @file Where the secrets are, and that an item is referred to only from where it was written. */
import { AppError } from "../errors.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { Place } from "./lock-fields.ts"
import type { Vault } from "./schema.ts"

/** @param unused what an empty vault that was never used counts as */
export function placeOf(vault: Vault, unused: Place["backend"] = "os"): Place {
  return { backend: vault.backend ?? unused, keyId: vault.lock?.keyId ?? null }
}

export function samePlace(a: Place, b: Place): boolean {
  return a.backend === b.backend && a.keyId === b.keyId
}

/**
 * Whoever lets the index refer to an item that was written before calls this in the same change: a move may have
 * come in between, and what was written to the old place would be lost.
 * @returns the vault, with its backend where it had none
 * @throws AppError `keychain` `missing` when the secrets are in the other keychain; `moving` when they are sealed by now,
 * or no more, or under another key
 */
export function claimPlace(vault: Vault, secrets: Pick<SecretStore, "backend" | "sealedBy">): Vault {
  if (vault.backend !== null && vault.backend !== secrets.backend)
    throw new AppError({ kind: "keychain", problem: "missing", backend: vault.backend })
  if ((vault.lock?.keyId ?? null) !== (secrets.sealedBy ?? null)) throw new AppError({ kind: "moving" })
  return vault.backend === secrets.backend ? vault : { ...vault, backend: secrets.backend }
}
