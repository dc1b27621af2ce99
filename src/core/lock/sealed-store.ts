/** @file A keychain in a keychain: values are sealed under a vault key, in items of their own beside the plain ones.
 * Documented in docs/storage.md and docs/decisions/0008-lock.md. */
import { deleteLarge, getLarge, hasTraceOfLarge, setLarge } from "../aws/split-secret.ts"
import { AppError } from "../errors.ts"
import type { Random } from "../ports/random.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import { checkSecretValue } from "../ports/secret-value.ts"
import { seal, unseal } from "./gcm.ts"
import type { PlaceStore } from "./place-store.ts"
import { dropLockItems } from "./lock-items.ts"

const FORMAT = "1"

/** What a sealed value that cannot be opened reads as: no form of any item, so that its reader calls it damaged. */
export const DAMAGED = "damaged"

/** Another item than the plain one: no value is ever overwritten by its sealed form, nor the other way round. */
export const sealedName = (name: SecretName): SecretName => `${name}.sealed`

/** So that no sealed value can be put in another's place. */
const vouchedFor = (keyId: string, name: SecretName) =>
  JSON.stringify(["keycard-sealed", FORMAT, keyId, name])

export interface SealedStoreOptions {
  readonly raw: SecretStore
  readonly keyId: string
  /** The vault key, asked for with each value; null while it is locked. */
  readonly key: () => Uint8Array | null
  readonly random: Pick<Random, "bytes">
}

/**
 * Reading and writing throw AppError `locked` without the key; what is there can be told, and deleted, without it.
 * A sealed value is a third longer than the value: the longest take two items, kept as docs/storage.md says.
 */
export function createSealedStore({ raw, keyId, key, random }: SealedStoreOptions): PlaceStore {
  const mustHaveKey = (): Uint8Array => {
    const present = key()
    if (present === null) throw new AppError({ kind: "locked" })
    return present
  }

  return {
    backend: raw.backend,
    sealedBy: keyId,
    open: () => raw.open(),
    async get(name) {
      mustHaveKey()
      const text = await getLarge(raw, sealedName(name))
      if (text === null) return null
      // Asked again: it may have been wiped while the keychain answered.
      const value = openValue(text, mustHaveKey(), keyId, name)
      return value ?? DAMAGED
    },
    async set(name, value) {
      checkSecretValue(value, raw.backend)
      const sealed = seal(mustHaveKey(), vouchedFor(keyId, name), Buffer.from(value, "utf8"), random)
      await setLarge(raw, sealedName(name), `${FORMAT}.${keyId}.${sealed.toString("base64")}`)
    },
    delete: (name) => deleteLarge(raw, sealedName(name)),
    holds: async (name) => (await raw.get(sealedName(name))) !== null,
    hasTrace: (name) => hasTraceOfLarge(raw, sealedName(name)),
    retire: () => dropLockItems(raw, keyId),
  }
}

function openValue(text: unknown, key: Uint8Array, keyId: string, name: SecretName): string | null {
  const [format, sealedBy, base64, ...rest] = typeof text === "string" ? text.split(".") : []
  if (format !== FORMAT || sealedBy !== keyId || base64 === undefined || rest.length > 0) return null
  return unseal(key, vouchedFor(keyId, name), Buffer.from(base64, "base64"))?.toString("utf8") ?? null
}
