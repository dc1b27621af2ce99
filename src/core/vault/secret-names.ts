/** @file Every keychain item that the index knows of: Keycard never lists a keychain. Who adds a kind of item adds it
 * here, or a move leaves it behind. */
import { keyItemName } from "../backup/key-item.ts"
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

/** The token of a sign-in to Identity Center. */
export const signInName = (signInId: string): SecretName => `sso/${signInId}`

/** Values that change under their name, split over several items (see split-secret.ts), and may be absent. */
export function changingNames({
  awsProfiles,
  awsKeys,
  ssoSignIns,
}: Pick<Vault, "awsProfiles" | "awsKeys" | "ssoSignIns">): SecretName[] {
  return [
    ...awsProfiles.flatMap(({ id }): SecretName[] => [`session/${id}`, `replaced/${id}`]),
    ...awsKeys.map(({ id }): SecretName => `user-session/${id}`),
    ...ssoSignIns.map(({ id }) => signInName(id)),
  ]
}

/** The locks that are held while they change: a key's user's session does under the lock of one of its profiles. */
export function changingLocks({ awsProfiles, ssoSignIns }: Vault): string[] {
  return [...awsProfiles.map(({ id }) => profileLock(id)), ...ssoSignIns.map(({ id }) => signInLock(id))]
}

export const profileLock = (profileId: string) => `aws-profile-${profileId}`
export const signInLock = (signInId: string) => `sso-sign-in-${signInId}`
