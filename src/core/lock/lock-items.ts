/** @file The keychain items that open the lock. Documented in docs/storage.md. */
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import type { LockMark } from "../vault/lock-fields.ts"

/** The item that the present passphrase opens. */
export const lockItemName = ({ keyId, slot }: Pick<LockMark, "keyId" | "slot">): SecretName =>
  `lock/${keyId}.${slot}`

/** The item that the system's own way to know its person opens. */
export const platformItemName = (keyId: string): SecretName => `lock/${keyId}.p`

export const otherSlot = (slot: LockMark["slot"]): LockMark["slot"] => (slot === "a" ? "b" : "a")

/** Deletes all that opens a vault key, once nothing is sealed under it any more. */
export async function dropLockItems(raw: SecretStore, keyId: string): Promise<void> {
  await raw.delete(platformItemName(keyId))
  for (const slot of ["a", "b"] as const) await raw.delete(lockItemName({ keyId, slot }))
}
