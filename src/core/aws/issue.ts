/** @file From a permanent key and a code to credentials: GetSessionToken, and AssumeRole for each role. */
import { AppError, isAppError } from "../errors.ts"
import type { Answer, AwsTarget, LongTermKey, SessionCredentials } from "../ports/aws-api.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import { nameOf, parseArn, roleSessionName } from "./arn.ts"
import { proveMfa } from "./mfa-proof.ts"
import { loadKey } from "./secret-items.ts"
import type { AwsDeps, RefreshOptions } from "./service.ts"
import { MAX_CHAINED_ROLE_SECONDS } from "./values.ts"

export type IssueDeps = Pick<AwsDeps, "secrets" | "index" | "clock" | "api" | "codeSource">

/** Who CloudTrail shows behind the role. */
function whoOf(key: AwsKey, profile: AwsProfile): string {
  const arn = parseArn(key.userArn ?? "") ?? parseArn(key.mfaSerial ?? "")
  return arn === null ? profile.name : nameOf(arn)
}

export const sessionNameFor = (key: AwsKey, profile: AwsProfile) => roleSessionName(whoOf(key, profile))

export function targetOf(key: AwsKey): AwsTarget {
  return { region: key.region, endpoint: key.endpoint ?? undefined }
}

/**
 * What an answer, or a refusal, told about the clocks goes into the index; codes are never shifted by it.
 * @throws whatever the call threw.
 */
export async function noteClock<T>(deps: Pick<AwsDeps, "index">, call: Promise<Answer<T>>): Promise<T> {
  const note = async (clockOffsetMs: number | null) => {
    if (clockOffsetMs === null) return
    const same = (known: number | null) => known !== null && Math.abs(known - clockOffsetMs) < 1_000
    const change = (vault: Vault) => (same(vault.clockOffsetMs) ? vault : { ...vault, clockOffsetMs })
    try {
      // Nearly always it is known already, and then nobody needs the lock.
      if (same((await deps.index.read()).clockOffsetMs)) return
      await deps.index.update(change)
    } catch {
      // A note that cannot be made is not worth the credentials that came with it.
    }
  }
  try {
    const { value, clockOffsetMs } = await call
    await note(clockOffsetMs)
    return value
  } catch (error) {
    if (isAppError(error, "clock")) await note(error.data.offsetMs)
    throw error
  }
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
}

/** Credentials of the user, with MFA. */
async function userSession(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  longTerm: LongTermKey,
  durationSeconds: number,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  const mfa = await proveMfa(deps, vault, key, options)
  stopIfAborted(options.signal)
  const call = deps.api.getSessionToken(targetOf(key), longTerm, { durationSeconds, mfa }, options.signal)
  return noteClock(deps, call)
}

/**
 * One role for longer than an hour: AssumeRole signed with the permanent key, the code in the same call. Signed with
 * a session it would be cut to an hour.
 */
async function longRole(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  longTerm: LongTermKey,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  const { durationSeconds } = profile
  const [roleArn = ""] = profile.roleArns
  const mfa = await proveMfa(deps, vault, key, options)
  stopIfAborted(options.signal)
  const request = { roleArn, roleSessionName: sessionNameFor(key, profile), durationSeconds, mfa }
  return noteClock(deps, deps.api.assumeRole(targetOf(key), longTerm, request, options.signal))
}

/**
 * Issues credentials for a profile: the user's own session, or the last role of its chain.
 * @throws AppError as {@link AwsApi} and {@link proveMfa}; `cancelled` when an answer came after the abort.
 */
export async function issue(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  const longTerm = await loadKey(deps.secrets, key)
  const { roleArns, durationSeconds } = profile
  if (roleArns.length === 1 && durationSeconds > MAX_CHAINED_ROLE_SECONDS) {
    const credentials = await longRole(deps, vault, key, longTerm, profile, options)
    stopIfAborted(options.signal)
    return credentials
  }
  let credentials = await userSession(deps, vault, key, longTerm, durationSeconds, options)
  for (const roleArn of roleArns) {
    stopIfAborted(options.signal)
    const request = { roleArn, roleSessionName: sessionNameFor(key, profile), durationSeconds }
    credentials = await noteClock(
      deps,
      deps.api.assumeRole(targetOf(key), credentials, request, options.signal),
    )
  }
  stopIfAborted(options.signal)
  return credentials
}
