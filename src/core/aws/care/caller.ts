/** @file Who signs what is asked of IAM, and whose keys and devices it is about. */
import { AppError, isAppError } from "../../errors.ts"
import type { IamCaller } from "../../ports/iam-api.ts"
import type { AwsKey } from "../../vault/schema.ts"
import { nameOf, parseArn } from "../arn.ts"
import type { Arn } from "../arn.ts"
import { noteClock, targetOf } from "../issue.ts"
import { proveMfa } from "../mfa-proof.ts"
import { loadKey } from "../secret-items.ts"
import { changeKey, keyNow } from "./journal.ts"
import type { CareDeps, CareOptions } from "./service.ts"

/** The shortest that GetSessionToken gives: far longer than any of this takes. */
const SESSION_SECONDS = 900

export interface Caller extends IamCaller {
  /** The user's name, without its path. */
  readonly userName: string
  /** `arn:aws:iam::123456789012:user/team/ada`. */
  readonly user: Arn
}

/** The identity of a key's user, asked for once. @returns null for the root user, whose keys are another matter */
async function userOf(deps: CareDeps, key: AwsKey, signal: AbortSignal | undefined): Promise<Arn | null> {
  let { userArn } = key
  if (userArn === null) {
    const longTerm = await loadKey(deps.secrets, key)
    const { accountId, arn } = await noteClock(
      deps,
      deps.api.getCallerIdentity(targetOf(key), longTerm, signal),
    )
    await changeKey(deps, key.id, (now) => ({ ...now, accountId, userArn: arn }))
    userArn = arn
  }
  const user = parseArn(userArn)
  return user?.resource.startsWith("user/") === true ? user : null
}

/** Signed with the permanent key itself: for what AWS lets a user do without MFA. */
export async function plainCaller(
  deps: CareDeps,
  keyId: string,
  { signal }: CareOptions,
): Promise<Caller | null> {
  const key = await keyNow(deps, keyId)
  const user = await userOf(deps, key, signal)
  if (user === null) return null
  const credentials = await loadKey(deps.secrets, key)
  return { target: targetOf(key), credentials, signal, user, userName: nameOf(user) }
}

/**
 * Signed with a session that has MFA where the key has a device: one code, for all that is asked of IAM in one go.
 * Policies that ask for MFA let nothing else through, and all others take it as well.
 */
export async function strongCaller(
  deps: CareDeps,
  keyId: string,
  options: CareOptions,
): Promise<Caller | null> {
  const plain = await plainCaller(deps, keyId, options)
  const vault = await deps.index.read()
  const key = await keyNow(deps, keyId)
  if (plain === null || key.mfaSerial === null) return plain
  const mfa = await proveMfa(deps, vault, key, options)
  const { target, signal } = plain
  const longTerm = await loadKey(deps.secrets, key)
  const request = { durationSeconds: SESSION_SECONDS, mfa }
  const credentials = await noteClock(deps, deps.api.getSessionToken(target, longTerm, request, signal))
  return { ...plain, credentials }
}

/** Whether IAM wants MFA, or more rights, for what was asked with the permanent key itself. */
export function wantsMore(error: unknown): boolean {
  if (!isAppError(error, "aws-refused")) return false
  return error.data.refusal === "denied" || error.data.refusal === "mfa-required"
}

/** @throws AppError `key-rotation` `root` for no caller: the root user's key */
export function refuseRoot(caller: Caller | null, key: AwsKey): asserts caller is Caller {
  if (caller === null)
    throw new AppError({ kind: "key-rotation", problem: "root", key: key.name, others: [] })
}
