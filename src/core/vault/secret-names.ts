/** @file Every keychain item that the index knows of: Keycard never lists a keychain. Who adds a kind of item adds it
 * here, or a move leaves it behind. */
import { keyItemName } from "../backup/automatic.ts"
import { itemsInUse } from "../accounts/items-in-use.ts"
import type { SecretName } from "../ports/secret-store.ts"
import type { Vault } from "./schema.ts"

/** Items that never change under their name. */
export function fixedNames(vault: Vault): SecretName[] {
  const { awsKeys, backup } = vault
  // Of a rotation that is under way both keys' items; one of them may not be written yet.
  const keys = awsKeys.flatMap(({ id, secretId, rotation }): SecretName[] => [
    `aws-key/${secretId ?? id}`,
    ...(rotation === null ? [] : [`aws-key/${rotation.otherId}` as const]),
  ])
  const { keyId } = backup.automatic
  return [...itemsInUse(vault), ...keys, ...(keyId === null ? [] : [keyItemName(keyId)])]
}

/** Values that change under their name, split over several items (see split-secret.ts), and may be absent. */
export function changingNames(profileId: string): SecretName[] {
  return [`session/${profileId}`, `replaced/${profileId}`]
}

/** The token of a sign-in to Identity Center: it changes under its name too, under a lock of its own. */
export const signInName = (signInId: string): SecretName => `sso/${signInId}`

/** What changes under its name, by the lock that is held while it does. */
export function changingByLock(vault: Vault): Map<string, SecretName[]> {
  return new Map([
    ...vault.awsProfiles.map(({ id }): [string, SecretName[]] => [profileLock(id), changingNames(id)]),
    ...vault.ssoSignIns.map(({ id }): [string, SecretName[]] => [signInLock(id), [signInName(id)]]),
  ])
}

export const profileLock = (profileId: string) => `aws-profile-${profileId}`
export const signInLock = (signInId: string) => `sso-sign-in-${signInId}`
