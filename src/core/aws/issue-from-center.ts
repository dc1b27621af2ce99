/** @file Credentials of a profile that has a role of Identity Center in a key's place. No code is spent. */
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { AwsProfile, Vault } from "../vault/schema.ts"
import { assumedRoleArn, parseArn } from "./arn.ts"
import { findSignInIn } from "./find.ts"
import { noteClock, roleRequest, sessionNameFor, stopIfAborted } from "./issue.ts"
import { namingRole } from "./naming-role.ts"
import { checkPartitions } from "./partitions.ts"
import type { AwsDeps, RefreshOptions } from "./service.ts"
import { MAX_CHAINED_ROLE_SECONDS } from "./values.ts"

export interface FromCenter {
  readonly credentials: SessionCredentials
  /** The sign-in's name. */
  readonly from: string
  readonly accountId: string | null
  readonly arn: string | null
}

/**
 * The role's own credentials, or the last role of the chain that begins with it.
 * @throws AppError `aws-partition`; as {@link Sso.roleCredentials} and {@link AwsApi}.
 */
export async function issueFromCenter(
  deps: AwsDeps,
  vault: Vault,
  profile: AwsProfile,
  { signal }: RefreshOptions,
): Promise<FromCenter> {
  const { center, roleArns } = profile
  if (center === null || deps.sso === undefined) throw new Error("no Identity Center here")
  const { name: from, region, endpoint } = findSignInIn(vault, center.signInId)
  const target = { region: profile.region ?? region, endpoint: endpoint ?? undefined }
  checkPartitions({ userArn: null, mfaSerial: null, region: target.region }, roleArns)
  let credentials = await deps.sso.roleCredentials(center, signal)
  for (const index of roleArns.keys()) {
    stopIfAborted(signal)
    const request = roleRequest(null, profile, index)
    const durationSeconds = Math.min(request.durationSeconds, MAX_CHAINED_ROLE_SECONDS)
    const signer = credentials
    credentials = await namingRole(request, index, roleArns, () =>
      noteClock(deps, deps.api.assumeRole(target, signer, { ...request, durationSeconds }, signal)),
    )
  }
  const last = roleArns.at(-1)
  const arn = last === undefined ? null : assumedRoleArn(last, sessionNameFor(null, profile))
  const accountId = last === undefined ? center.accountId : (parseArn(last)?.accountId ?? null)
  return { credentials, from, accountId, arn }
}
