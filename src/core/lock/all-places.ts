import type { MoveDeps } from "../accounts/move-keychain.ts"
import { AppError } from "../errors.ts"
import type { Random } from "../ports/random.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { MoveMark } from "../vault/lock-fields.ts"
import type { VaultKey } from "./passphrase.ts"
import { plainPlace, type PlaceStore } from "./place-store.ts"
import { createSealedStore } from "./sealed-store.ts"

/** The encrypted file, as far as a move needs it. */
export interface MovableFile extends SecretStore {
  readonly unlocked: boolean
  exists(): Promise<boolean>
  retire(): Promise<void>
}

export interface AllPlaces {
  readonly os: SecretStore
  readonly file: MovableFile
  readonly vaultKey: () => VaultKey | null
  readonly random: Pick<Random, "bytes">
}

/**
 * Every place that secrets can be at.
 * @param mark of the move under way. A file that is gone counts as empty only where its secrets have left it already.
 * @throws AppError `passphrase` `needed` for the encrypted file while it is closed
 */
export function allPlaces(
  { os, file, vaultKey, random }: AllPlaces,
  mark: MoveMark | null,
): MoveDeps["storeAt"] {
  return async ({ backend, keyId }): Promise<PlaceStore> => {
    if (backend === "os") {
      if (keyId === null) return plainPlace(os)
      const key = () => {
        const present = vaultKey()
        return present?.keyId === keyId ? present.key : null
      }
      return createSealedStore({ raw: os, keyId, key, random })
    }
    if (file.unlocked) return plainPlace(file, () => file.retire())
    const left = mark?.stage === "deleting" && mark.from.backend === "file"
    if (left && !(await file.exists())) return emptyPlace
    throw new AppError({ kind: "passphrase", problem: "needed" })
  }
}

const emptyPlace: PlaceStore = {
  backend: "file",
  sealedBy: null,
  open: () => Promise.resolve(),
  get: () => Promise.resolve(null),
  set: () => Promise.reject(new AppError({ kind: "passphrase", problem: "needed" })),
  delete: () => Promise.resolve(),
  holds: () => Promise.resolve(false),
  hasTrace: () => Promise.resolve(false),
  retire: () => Promise.resolve(),
}
