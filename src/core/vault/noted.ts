import type { PendingItems } from "../ports/pending-items.ts"
import type { SecretName, SecretStore } from "../ports/secret-store.ts"
import type { VaultIndex } from "../ports/vault-index.ts"
import { samePlace } from "./place.ts"
import type { Vault } from "./schema.ts"

interface NotingDeps {
  readonly index: Pick<VaultIndex, "read">
  readonly secrets: Pick<SecretStore, "backend" | "sealedBy">
  /** Absent: nothing is noted. */
  readonly pending?: PendingItems | undefined
}

/**
 * Runs `work`, which writes or deletes these items, with their names noted until it says that it is `settled`.
 * @param vault the index as it was read just before, where it was; see core/vault/remove-orphans.ts
 */
export async function noted<T>(
  { index, secrets, pending }: NotingDeps,
  names: readonly SecretName[],
  work: (settled: () => void) => Promise<T>,
  vault?: Vault,
): Promise<T> {
  if (pending === undefined || names.length === 0) return work(() => undefined)
  const { generation, move } = vault ?? (await index.read())
  const here = { backend: secrets.backend, keyId: secrets.sealedBy ?? null }
  const ends = move === null ? [] : [move.from, move.to]
  const places = [here, ...ends.filter((end) => !samePlace(end, here))]
  return pending.during({ names, places, generation }, work)
}
