import { AppError } from "../errors.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import { placeOf, samePlace } from "../vault/place.ts"

/** Kinds that the index does not name one by one: claimPlace cannot catch what is written to the wrong place. */
const CHANGING = /^(session|replaced)\//

/**
 * A keychain that notices when another process has moved the secrets away from it: "no such item" is then not believed,
 * and what would be lost is not written. Both throw AppError `moving`; whoever opens the keychain anew finds them.
 */
export function createGuardedStore(inner: SecretStore, index: Pick<VaultIndex, "read">): SecretStore {
  const here = { backend: inner.backend, keyId: inner.sealedBy ?? null }
  const check = async () => {
    if (!samePlace(placeOf(await index.read(), inner.backend), here)) throw new AppError({ kind: "moving" })
  }
  const checkFor = async (name: SecretName) => {
    if (CHANGING.test(name)) await check()
  }
  return {
    backend: inner.backend,
    sealedBy: here.keyId,
    open: () => inner.open(),
    async get(name) {
      const value = await inner.get(name)
      if (value === null) await check()
      return value
    },
    async set(name, value) {
      await checkFor(name)
      await inner.set(name, value)
    },
    async delete(name) {
      await checkFor(name)
      await inner.delete(name)
    },
  }
}
