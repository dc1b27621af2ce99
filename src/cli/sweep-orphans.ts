import type { PendingItems } from "../core/ports/pending-items.ts"
import type { SecretName, SecretStore } from "../core/ports/secret-store.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { removeOrphans } from "../core/vault/remove-orphans.ts"
import { samePlace } from "../core/vault/place.ts"

/** Removes what commands that were killed left in the open keychain. What cannot be removed now waits; no failure. */
export async function sweepOrphans(
  pending: PendingItems,
  index: VaultIndex,
  store: SecretStore,
): Promise<void> {
  const here = { backend: store.backend, keyId: store.sealedBy ?? null }
  const reachable = {
    delete: (name: SecretName) => store.delete(name),
    hasTrace: async (name: SecretName) => (await store.get(name)) !== null,
  }
  const storeAt = (place: typeof here) => Promise.resolve(samePlace(place, here) ? reachable : null)
  await removeOrphans({ index, pending, storeAt }).catch(() => undefined)
}
