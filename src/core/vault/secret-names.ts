/** @file Every keychain item that the index knows of: Keycard never lists a keychain. Who adds a kind of item adds it
 * here, or a move leaves it behind. */
import { keyItemName } from "../backup/automatic.ts"
import { itemsInUse } from "../accounts/items-in-use.ts"
import type { SecretName } from "../ports/secret-store.ts"
import type { Vault } from "./schema.ts"

/** Items that never change under their name. */
export function fixedNames(vault: Vault): SecretName[] {
  const { awsKeys, backup } = vault
  const keys = awsKeys.map(({ id }): SecretName => `aws-key/${id}`)
  const { keyId } = backup.automatic
  return [...itemsInUse(vault), ...keys, ...(keyId === null ? [] : [keyItemName(keyId)])]
}

/** Values that change under their name, split over several items (see split-secret.ts), and may be absent. */
export function changingNames(profileId: string): SecretName[] {
  return [`session/${profileId}`, `replaced/${profileId}`]
}
