import { AppError } from "../errors.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"

/** By id or exact name. @throws AppError `not-found` */
export function findProfileIn(vault: Vault, query: string): AwsProfile {
  const profile = vault.awsProfiles.find(({ id, name }) => id === query || name === query)
  if (profile === undefined) throw new AppError({ kind: "not-found", what: "profile", query })
  return profile
}

/** By id or exact name. @throws AppError `not-found` */
export function findKeyIn(vault: Vault, query: string): AwsKey {
  const key = vault.awsKeys.find(({ id, name }) => id === query || name === query)
  if (key === undefined) throw new AppError({ kind: "not-found", what: "key", query })
  return key
}

/** By id or exact name. @throws AppError `not-found` */
export function findSignInIn(vault: Vault, query: string): SsoSignIn {
  const signIn = vault.ssoSignIns.find(({ id, name }) => id === query || name === query)
  if (signIn === undefined) throw new AppError({ kind: "not-found", what: "sign-in", query })
  return signIn
}

/** What a profile's credentials are issued with: one of both; none where the index does not hold it any more. */
export function sourceIn(
  vault: Vault,
  { keyId, center }: Pick<AwsProfile, "keyId" | "center">,
): { readonly key: AwsKey | null; readonly signIn: SsoSignIn | null } | null {
  const key = vault.awsKeys.find(({ id }) => id === keyId) ?? null
  const signIn = vault.ssoSignIns.find(({ id }) => id === center?.signInId) ?? null
  return key === null && signIn === null ? null : { key, signIn }
}
