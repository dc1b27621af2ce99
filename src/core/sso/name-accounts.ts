import type { CenterAccount } from "../ports/sso-api.ts"
import type { Vault } from "../vault/schema.ts"
import type { SsoDeps } from "./service.ts"

/** The profiles of a sign-in with the names that their accounts have now; the same vault where all are known. */
function withNames(vault: Vault, signInId: string, accounts: readonly CenterAccount[]): Vault {
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name.slice(0, 200)]))
  const awsProfiles = vault.awsProfiles.map((profile) => {
    const { center } = profile
    const accountName = center?.signInId === signInId ? names.get(center.accountId) : undefined
    if (center === null || accountName === undefined || accountName === center.accountName) return profile
    return { ...profile, center: { ...center, accountName } }
  })
  const isSame = awsProfiles.every((profile, index) => profile === vault.awsProfiles[index])
  return isSame ? vault : { ...vault, awsProfiles }
}

/** Keeps the names that a listing brought: of profiles that were made without one, and of accounts renamed since. */
export async function noteNames(
  { index }: Pick<SsoDeps, "index">,
  signInId: string,
  accounts: readonly CenterAccount[],
): Promise<void> {
  const before = await index.read()
  if (withNames(before, signInId, accounts) === before) return
  await index.update((vault) => withNames(vault, signInId, accounts))
}
