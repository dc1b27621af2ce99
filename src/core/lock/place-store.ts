import type { SecretName, SecretStore } from "../ports/secret-store.ts"

/** A keychain as a place that secrets move from and to. */
export interface PlaceStore extends SecretStore {
  /** Whether there is such an item, whole, also where its value cannot be read now. */
  holds(name: SecretName): Promise<boolean>
  /** Whether there is anything of it, also what a write that was killed left. */
  hasTrace(name: SecretName): Promise<boolean>
  /** The last secret has moved away: what only served to hold them goes too. */
  retire(): Promise<void>
}

/** A keychain that keeps values as they are. @param retire what is to be done when it is left; default: nothing */
export function plainPlace(raw: SecretStore, retire?: () => Promise<void>): PlaceStore {
  const { setAll } = raw
  const holds = async (name: SecretName) => (await raw.get(name)) !== null
  return {
    backend: raw.backend,
    sealedBy: null,
    open: () => raw.open(),
    get: (name) => raw.get(name),
    set: (name, value) => raw.set(name, value),
    delete: (name) => raw.delete(name),
    ...(setAll === undefined ? {} : { setAll }),
    holds,
    hasTrace: holds,
    retire: retire ?? (() => Promise.resolve()),
  }
}
