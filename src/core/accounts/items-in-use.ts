import type { SecretName } from "../ports/secret-store.ts"
import type { Vault } from "../vault/schema.ts"
import { keptNameOf } from "./kept.ts"
import { secretNameOf } from "./secret-item.ts"

/** The items of accounts and kept entries that this index refers to. */
export function itemsInUse({ accounts, kept }: Vault): ReadonlySet<SecretName> {
  return new Set([...accounts.map(secretNameOf), ...kept.map(({ id }) => keptNameOf(id))])
}
