/** @file From a permanent key and a code to credentials: GetSessionToken, and AssumeRole for each role. */
import { rightMs } from "../clock/correction.ts"
import { AppError, isAppError } from "../errors.ts"
import type { Answer, AwsTarget, LongTermKey, RoleRequest, SessionCredentials } from "../ports/aws-api.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"
import { nameOf, parseArn, roleSessionName } from "./arn.ts"
import { deviceLock, WAIT_MS } from "./device-lock.ts"
import { proveMfa } from "./mfa-proof.ts"
import { namingRole } from "./naming-role.ts"
import { checkPartitions } from "./partitions.ts"
import { NO_ROLE_OPTIONS } from "./role-values.ts"
import { awsKeyItem, loadKey } from "./secret-items.ts"
import type { AwsDeps, RefreshOptions } from "./service.ts"
import { couldBeNewer, loadUserSession, saveUserSession, USER_SESSION_SECONDS } from "./user-session.ts"
import type { UserSession } from "./user-session.ts"
import { MAX_CHAINED_ROLE_SECONDS, MIN_DURATION_SECONDS } from "./values.ts"

export type IssueDeps = Pick<AwsDeps, "secrets" | "index" | "clock" | "api" | "codeSource" | "mutex">

/** Who CloudTrail shows behind the role. */
function whoOf(key: AwsKey | null, profile: AwsProfile): string {
  const arn = parseArn(key?.userArn ?? "") ?? parseArn(key?.mfaSerial ?? "")
  return arn === null ? profile.name : nameOf(arn)
}

/**
 * @param key null: a role of Identity Center is in its place
 * @param index of the role; the last one where left out
 */
export function sessionNameFor(
  key: AwsKey | null,
  profile: AwsProfile,
  index = profile.roleArns.length - 1,
): string {
  return profile.roleOptions[index]?.sessionName ?? roleSessionName(whoOf(key, profile))
}

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

export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError({ kind: "cancelled" })
}

/**
 * Credentials of the user, with MFA. To be called under {@link deviceLock}.
 * @throws AppError as {@link AwsApi} and {@link proveMfa}.
 */
export async function newUserSession(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  durationSeconds: number,
  options: RefreshOptions,
): Promise<UserSession> {
  const longTerm = await loadKey(deps.secrets, key)
  const mfa = await proveMfa(deps, vault, key, options)
  stopIfAborted(options.signal)
  const call = deps.api.getSessionToken(targetOf(key), longTerm, { durationSeconds, mfa }, options.signal)
  const credentials = await noteClock(deps, call)
  const made = { madeWith: awsKeyItem(key), madeAt: key.endpoint }
  return { ...credentials, issuedAtMs: deps.clock.nowMs(), mfaSerial: mfa.serialNumber, ...made }
}

/** Whether the first role is assumed with the permanent key and the code in the same call. */
export function isDirect({ roleArns, durationSeconds, assume }: AwsProfile): boolean {
  if (roleArns.length === 0) return false
  // With a session it would be cut to an hour.
  return (
    assume === "direct" ||
    (assume === "auto" && roleArns.length === 1 && durationSeconds > MAX_CHAINED_ROLE_SECONDS)
  )
}

/** A role on the way to the last one is needed for the next call only. @param key as of {@link sessionNameFor} */
export function roleRequest(key: AwsKey | null, profile: AwsProfile, index: number): RoleRequest {
  const { externalId, sourceIdentity, tags, policy, policyArns } =
    profile.roleOptions[index] ?? NO_ROLE_OPTIONS
  const isLast = index === profile.roleArns.length - 1
  return {
    roleArn: profile.roleArns[index] ?? "",
    roleSessionName: sessionNameFor(key, profile, index),
    durationSeconds: isLast ? profile.durationSeconds : MIN_DURATION_SECONDS,
    externalId: externalId ?? undefined,
    sourceIdentity: sourceIdentity ?? undefined,
    tags,
    policy: policy ?? undefined,
    policyArns,
  }
}

type Signer = LongTermKey | SessionCredentials

/** The roles of a chain from one of them on. */
async function assumeFrom(
  deps: IssueDeps,
  key: AwsKey,
  profile: AwsProfile,
  { signer, from }: { signer: SessionCredentials; from: number },
  options: RefreshOptions,
): Promise<SessionCredentials> {
  let credentials = signer
  for (let index = from; index < profile.roleArns.length; index++) {
    const request = roleRequest(key, profile, index)
    const signed = credentials
    credentials = await namingRole(request, index, profile.roleArns, () =>
      assume(deps, key, request, signed, options),
    )
  }
  return credentials
}

function assume(
  deps: IssueDeps,
  key: AwsKey,
  request: RoleRequest,
  signer: Signer,
  { signal }: RefreshOptions,
): Promise<SessionCredentials> {
  stopIfAborted(signal)
  return noteClock(deps, deps.api.assumeRole(targetOf(key), signer, request, signal))
}

/** The first role with the permanent key and a code, which one role may have for as long as it allows. */
async function issueDirectly(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  const first = async () => {
    const longTerm = await loadKey(deps.secrets, key)
    const mfa = await proveMfa(deps, vault, key, options)
    const request = { ...roleRequest(key, profile, 0), mfa }
    return namingRole(request, 0, profile.roleArns, () => assume(deps, key, request, longTerm, options))
  }
  const signer = await deps.mutex.hold(deviceLock(key), first, { waitMs: WAIT_MS })
  return assumeFrom(deps, key, profile, { signer, from: 1 }, options)
}

/** @returns the session that is kept, or a new one, kept. @param fresh the kept one did not serve */
function sharedSession(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  fresh: UserSession | null,
  options: RefreshOptions,
): Promise<{ session: UserSession; isNew: boolean }> {
  const work = async () => {
    const atMs = rightMs(vault, deps.clock.nowMs())
    const kept = options.code === undefined ? await loadUserSession(deps.secrets, key, atMs) : null
    // Another process may have made a newer one while this waited for its turn.
    if (kept !== null && kept.accessKeyId !== fresh?.accessKeyId) return { session: kept, isNew: false }
    const session = await newUserSession(deps, vault, key, USER_SESSION_SECONDS, options)
    stopIfAborted(options.signal)
    await saveUserSession(deps.secrets, key.id, session)
    return { session, isNew: true }
  }
  return deps.mutex.hold(deviceLock(key), work, { waitMs: WAIT_MS })
}

/** Whether another session of the user could be taken where this one was not. */
function wantsAnother(error: unknown, session: UserSession, nowMs: number): boolean {
  if (!isAppError(error, "aws-refused")) return false
  switch (error.data.refusal) {
    case "session-expired":
    case "key-unknown":
      return true
    case "role-denied":
    case "mfa-required":
      return couldBeNewer(session, nowMs)
    default:
      return false
  }
}

/** The chain from the user's session, with a new one where AWS does not take the kept one any more. */
async function issueFromSession(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  const { session, isNew } = await sharedSession(deps, vault, key, null, options)
  try {
    return await assumeFrom(deps, key, profile, { signer: session, from: 0 }, options)
  } catch (error) {
    if (isNew || !wantsAnother(error, session, deps.clock.nowMs())) throw error
    const again = await sharedSession(deps, vault, key, session, options)
    return assumeFrom(deps, key, profile, { signer: again.session, from: 0 }, options)
  }
}

/**
 * Issues the credentials of the last role of a profile's chain.
 * @throws AppError as {@link AwsApi} and {@link proveMfa}; `cancelled` when an answer came after the abort.
 */
export async function issueRole(
  deps: IssueDeps,
  vault: Vault,
  key: AwsKey,
  profile: AwsProfile,
  options: RefreshOptions,
): Promise<SessionCredentials> {
  // The key's own partition may have become known since the profile was made.
  checkPartitions(key, profile.roleArns)
  const work = isDirect(profile) ? issueDirectly : issueFromSession
  const credentials = await work(deps, vault, key, profile, options)
  stopIfAborted(options.signal)
  return credentials
}
