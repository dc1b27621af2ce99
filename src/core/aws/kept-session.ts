import type { Audit } from "../audit/audit.ts"
import type { AuditBy } from "../audit/event.ts"
import type { Clock } from "../ports/clock.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { SecretStore } from "../ports/secret-store.ts"
import type { AwsProfile, Vault } from "../vault/schema.ts"
import { isFresh } from "./renewal.ts"
import { credentialsOf, loadSession } from "./secret-items.ts"

/**
 * Credentials that were issued and serve still, for who asks as often as AWS's tools do: no lock is taken, nothing is
 * written.
 *
 * @param vault read before: while another process renews, only what is the very session that the vault speaks of is
 * whole for sure, be it kept in one item or in several.
 * @param deps.audit notes that they were handed out.
 * @param by to whom
 * @returns null where others are due, or where only a look under the profile's lock can tell.
 * @throws AppError `keychain`
 */
export async function keptCredentials(
  deps: { readonly secrets: SecretStore; readonly clock: Clock; readonly audit?: Audit | undefined },
  vault: Vault,
  profile: AwsProfile,
  by: AuditBy = "credential-process",
): Promise<SessionCredentials | null> {
  const indexed = vault.awsSessions.find(({ profileId }) => profileId === profile.id)
  if (indexed === undefined || !isFresh(indexed, deps.clock.nowMs())) return null
  const stored = await loadSession(deps.secrets, profile)
  if (stored?.issuedAtMs !== indexed.issuedAtMs || stored.expiresAtMs !== indexed.expiresAtMs) return null
  const { arn, expiresAtMs } = indexed
  await deps.audit?.note({ what: "handed-out", by, profile: profile.name, arn, expiresAtMs })
  return credentialsOf(stored)
}
