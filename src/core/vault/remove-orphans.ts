/** @file Keychain items that a process which was killed left: written and never named by the index, or no more named
 * and not yet deleted. Their names are noted before; who starts next removes what the index does not name. */
import type { PlaceStore } from "../lock/place-store.ts"
import type { PendingItems } from "../ports/pending-items.ts"
import type { SecretName } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import type { Place } from "./lock-fields.ts"
import { dropLarge } from "../aws/split-secret.ts"
import { changingNames, fixedNames } from "./secret-names.ts"

export interface RemoveOrphansDeps {
  readonly index: Pick<VaultIndex, "update">
  readonly pending: PendingItems
  /** null: that place cannot be reached now; what is there is kept for later. */
  readonly storeAt: (place: Place) => Promise<Pick<PlaceStore, "delete" | "hasTrace"> | null>
}

/** Whether such a value lies over several items: which of them there are shows only at its place. */
const isLarge = (name: SecretName) => name.startsWith("sso/") || name.startsWith("user-session/")

/**
 * Deletes what was left and the index does not name. An index that is older than the note was put back from a copy:
 * then a newer one may name the items, and they stay for good.
 * @returns how many names are settled
 * @throws AppError `keychain`, `index`, `file`: what is noted stays noted
 */
export async function removeOrphans({ index, pending, storeAt }: RemoveOrphansDeps): Promise<number> {
  let gone = 0
  await pending.left(async ({ names, places, generation }, stands) => {
    // Read under the lock of the index, so that no writer is half-way. Nothing is written by this.
    const vault = await index.update((now) => now)
    if (!(await stands()) || vault.generation < generation) return true
    // While secrets move, who is where is not settled.
    if (vault.move !== null) return false
    const inUse = new Set<SecretName>([...fixedNames(vault), ...changingNames(vault)])
    const unused = names.filter((name) => !inUse.has(name))
    let all = true
    for (const place of places) {
      const store = await storeAt(place)
      if (store === null) all = false
      else for (const name of unused) await (isLarge(name) ? dropLarge(store, name) : store.delete(name))
    }
    if (all) gone += unused.length
    return all
  })
  return gone
}
