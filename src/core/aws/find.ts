import { AppError } from "../errors.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"

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
