/** @file Credentials of a profile that has a role of Identity Center in a key's place. No code is spent. */
import { AppError } from "../errors.ts"
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { AwsProfile, Vault } from "../vault/schema.ts"
import { assumedRoleArn, parseArn, roleSessionName } from "./arn.ts"
import { findSignInIn } from "./find.ts"
import { noteClock } from "./issue.ts"
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
 * @throws AppError as {@link Sso.roleCredentials} and {@link AwsApi}.
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
  let credentials = await deps.sso.roleCredentials(center, signal)
  const target = { region: profile.region ?? region, endpoint: endpoint ?? undefined }
  const sessionName = roleSessionName(profile.name)
  const durationSeconds = Math.min(profile.durationSeconds, MAX_CHAINED_ROLE_SECONDS)
  for (const roleArn of roleArns) {
    if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
    const request = { roleArn, roleSessionName: sessionName, durationSeconds }
    credentials = await noteClock(deps, deps.api.assumeRole(target, credentials, request, signal))
  }
  const last = roleArns.at(-1)
  const arn = last === undefined ? null : assumedRoleArn(last, sessionName)
  const accountId = last === undefined ? center.accountId : (parseArn(last)?.accountId ?? null)
  return { credentials, from, accountId, arn }
}
