/** @file Asks how old a key is, and when it was used last, with a session that was issued for something else. */
import { isAppError } from "../../errors.ts"
import type { SessionCredentials } from "../../ports/aws-api.ts"
import type { AwsKey, AwsProfile } from "../../vault/schema.ts"
import { nameOf, parseArn, type Arn } from "../arn.ts"
import { noteClock, targetOf } from "../issue.ts"
import { credentialsOf, loadSession } from "../secret-items.ts"
import { loadUserSession } from "../user-session.ts"
import { wantsMore } from "./caller.ts"
import { changeKey } from "./journal.ts"
import { DAY_MS, isDue, keyToLookAt, REFUSED_MS } from "./look-due.ts"
import { report } from "./look.ts"
import type { CareDeps } from "./service.ts"

/** The user's session with MFA that is there already; of a role's profile the one that its roles are assumed from. */
async function sessionOf(
  { secrets }: CareDeps,
  profile: AwsProfile,
  key: AwsKey,
  nowMs: number,
): Promise<SessionCredentials | null> {
  if (profile.roleArns.length > 0) {
    const session = await loadUserSession(secrets, key, nowMs)
    return session && credentialsOf(session)
  }
  const stored = await loadSession(secrets, profile)
  const isGood = stored?.keyId === key.id && stored.expiresAtMs > nowMs
  return isGood ? credentialsOf(stored) : null
}

async function userOf(
  deps: CareDeps,
  { id, userArn, ...key }: AwsKey,
  credentials: SessionCredentials,
  signal: AbortSignal | undefined,
): Promise<Arn | null> {
  let arn = userArn
  if (arn === null) {
    const target = targetOf({ id, userArn, ...key })
    const caller = await noteClock(deps, deps.api.getCallerIdentity(target, credentials, signal))
    arn = caller.arn
    await changeKey(deps, id, (now) => ({ ...now, accountId: caller.accountId, userArn: caller.arn }))
  }
  const user = parseArn(arn)
  return user?.resource.startsWith("user/") === true ? user : null
}

/** Of all processes and profiles one asks: who writes the next time first. */
async function claim(deps: CareDeps, key: AwsKey, nowMs: number): Promise<boolean> {
  let isMine = false
  await changeKey(deps, key.id, (now) => {
    isMine = isDue(now, nowMs)
    return isMine ? { ...now, factsDueAtMs: nowMs + DAY_MS } : now
  })
  return isMine
}

/**
 * Notes age and last use of the key of a profile that was just issued a session: at most once a day for a key, never
 * with a code of its own. What AWS does not tell is not asked for again within a week, and nobody is told of it.
 * @returns whether there is something new
 * @throws AppError `index`, `keychain`, `network`, `aws-answer`, `aws-refused` (but not that it is not allowed),
 * `clock`, `cancelled`
 */
export async function lookQuietly(
  deps: CareDeps,
  profile: AwsProfile,
  signal?: AbortSignal,
): Promise<boolean> {
  const nowMs = deps.clock.nowMs()
  const key = keyToLookAt(await deps.index.read(), profile, nowMs)
  if (key === null) return false
  const credentials = await sessionOf(deps, profile, key, nowMs)
  if (credentials === null || !(await claim(deps, key, nowMs))) return false
  try {
    const user = await userOf(deps, key, credentials, signal)
    if (user === null) return false
    await report(deps, { target: targetOf(key), credentials, signal, user, userName: nameOf(user) }, key.id)
    return true
  } catch (error) {
    if (!isAppError(error, "aws-refused") || !wantsMore(error)) throw error
    await changeKey(deps, key.id, (now) => ({ ...now, factsDueAtMs: nowMs + REFUSED_MS }))
    return false
  }
}
