import { allPlaces, type AllPlaces } from "../core/lock/all-places.ts"
import type { PendingItems } from "../core/ports/pending-items.ts"
import type { VaultIndex } from "../core/ports/vault-index.ts"
import { removeOrphans } from "../core/vault/remove-orphans.ts"
import type { Keychain } from "./keychain-types.ts"
import type { Timers } from "./timers.ts"

/** When the first codes have long been on the screen. */
const SWEEP_AFTER_MS = 4_000

export interface SweepDeps extends Pick<AllPlaces, "os" | "file" | "random"> {
  readonly pending: PendingItems
  readonly index: VaultIndex
  readonly keychain: Pick<Keychain, "state">
  readonly timers: Timers
  readonly log: (message: string, cause: unknown) => void
}

/**
 * Removes what a process that was killed left in the keychain, a while after that opened. What cannot be reached now
 * (another keychain, one that is locked) waits for the next time.
 */
export function createSweep({ pending, index, keychain, timers, log, ...stores }: SweepDeps) {
  let cancel = (): void => undefined
  // Without the key: nothing is read, and a sealed item is deleted without it.
  const places = allPlaces({ ...stores, vaultKey: () => null }, null)

  async function sweep(): Promise<void> {
    const now = keychain.state()
    if (now.state !== "ready") return
    await removeOrphans({
      index,
      pending,
      // A keychain that is not the one in use is not opened for this: its system might ask for a password.
      storeAt: async (place) =>
        place.backend === now.backend && (place.backend === "os" || stores.file.unlocked)
          ? places(place)
          : null,
    })
  }

  return {
    /** The keychain opened. */
    soon(): void {
      cancel()
      cancel = timers.after(SWEEP_AFTER_MS, () => {
        void sweep().catch((cause: unknown) => log("items that nobody refers to were not removed", cause))
      })
    },
    stop: () => cancel(),
  }
}
