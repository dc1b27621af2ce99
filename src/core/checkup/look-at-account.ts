/** @file What IAM tells with one key: the root user's device, users' devices, the age and use of their keys. */
import { inParallel } from "../accounts/in-parallel.ts"
import { nameOf, parseArn } from "../aws/arn.ts"
import { targetOf } from "../aws/issue.ts"
import { AppError, isAppError } from "../errors.ts"
import type { Answer, LongTermKey, SessionCredentials } from "../ports/aws-api.ts"
import type { Clock } from "../ports/clock.ts"
import type { IamAccessKey, IamApi, IamCaller, IamUser } from "../ports/iam-api.ts"
import type { AwsKey } from "../vault/schema.ts"
import type { Finding } from "./finding.ts"

const DAY_MS = 86_400_000
/** AWS's own advice: "Rotate access keys", IAM User Guide. */
const OLD_DAYS = 90
const UNUSED_DAYS = 90
/** A key that was made a moment ago has not been used yet. */
const NEVER_USED_DAYS = 14
/** Each user costs two calls and one more for each key; IAM slows down who asks too fast. */
const MOST_USERS = 200
const AT_ONCE = 4
/** After being told to slow down. */
const PAUSES_MS = [1_000, 3_000, 6_000]
/** After this many users of whom one thing may not be seen, the rest is not tried. */
const ENOUGH_DENIALS = 3

export interface AccountDeps {
  readonly iam: IamApi
  readonly clock: Clock
}

/** What of IAM a key could see when it was asked: actions by AWS's names, `iam:ListUsers`. */
export interface KeySight {
  /** Its name in Keycard. */
  readonly key: string
  /** The account's number; null: not known. */
  readonly account: string | null
  readonly may: readonly string[]
  readonly mayNot: readonly string[]
}

interface Asker {
  readonly caller: IamCaller
  /** Actions that were refused, in the order they were met. */
  readonly denied: Map<string, number>
  /** Actions that were answered. */
  readonly allowed: Set<string>
  offsetMs: number | null
}

const isThrottled = (error: unknown) => isAppError(error, "aws-refused") && error.data.refusal === "throttled"
const isDenied = (error: unknown) =>
  isAppError(error, "aws-refused") &&
  (error.data.refusal === "denied" || error.data.refusal === "mfa-required")

/** @returns null where the key may not see it. @throws AppError for whatever else went wrong. */
async function ask<T>(
  { clock }: AccountDeps,
  asker: Asker,
  action: string,
  call: () => Promise<Answer<T>>,
): Promise<T | null> {
  if ((asker.denied.get(action) ?? 0) >= ENOUGH_DENIALS) return null
  for (const pauseMs of [...PAUSES_MS, null]) {
    try {
      const { value, clockOffsetMs } = await call()
      asker.offsetMs = clockOffsetMs ?? asker.offsetMs
      asker.allowed.add(action)
      return value
    } catch (error) {
      if (isDenied(error)) {
        asker.denied.set(action, (asker.denied.get(action) ?? 0) + 1)
        return null
      }
      if (!isThrottled(error) || pauseMs === null) throw error
      await clock.sleepUntil(clock.nowMs() + pauseMs, asker.caller.signal)
    }
  }
  return null
}

interface Subject {
  /** What IAM is asked for; null: the user whose key asks. */
  readonly name: string | null
  /** Its name as far as it is known without asking. */
  readonly known: string | null
  readonly own: boolean
  readonly passwordUsedAtMs: number | null
}

interface Place {
  readonly key: string
  readonly account: string | null
}

async function keyFindings(
  deps: AccountDeps,
  asker: Asker,
  place: Place & { user: string; own: boolean },
  keys: readonly IamAccessKey[],
): Promise<Finding[]> {
  const nowMs = deps.clock.nowMs()
  const findings: Finding[] = []
  for (const { accessKeyId, active, createdAtMs } of keys) {
    if (!active) continue
    const ageDays = Math.floor((nowMs - createdAtMs) / DAY_MS)
    const action = "iam:GetAccessKeyLastUsed"
    // Undefined where it may not be seen; null where it never was used.
    const usedAtMs = await ask(deps, asker, action, async () => {
      const { value, clockOffsetMs } = await deps.iam.accessKeyLastUsed(asker.caller, accessKeyId)
      return { value: { atMs: value }, clockOffsetMs }
    })
    const ofKey = { ...place, tail: accessKeyId.slice(-4), ageDays }
    const unusedDays =
      usedAtMs?.atMs === undefined || usedAtMs.atMs === null
        ? null
        : Math.floor((nowMs - usedAtMs.atMs) / DAY_MS)
    const neverUsed = usedAtMs !== null && unusedDays === null && ageDays >= NEVER_USED_DAYS
    if (neverUsed || (unusedDays !== null && unusedDays >= UNUSED_DAYS))
      findings.push({ id: "unused-key", ...ofKey, unusedDays })
    else if (ageDays >= OLD_DAYS) findings.push({ id: "old-key", ...ofKey })
  }
  if (keys.length > 1) findings.push({ id: "several-keys", ...place, count: keys.length })
  return findings
}

async function userFindings(
  deps: AccountDeps,
  asker: Asker,
  place: Place,
  subject: Subject,
): Promise<Finding[]> {
  const { iam } = deps
  const { caller } = asker
  const devices = await ask(deps, asker, "iam:ListMFADevices", () => iam.listMfaDevices(caller, subject.name))
  const keys = await ask(deps, asker, "iam:ListAccessKeys", () => iam.listAccessKeys(caller, subject.name))
  const user = subject.known ?? keys?.[0]?.userName ?? devices?.[0]?.userName ?? place.key
  const ofUser = { ...place, user, own: subject.own }
  const signsIn = subject.passwordUsedAtMs !== null
  const bare: Finding[] = devices?.length === 0 ? [{ id: "user-without-mfa", ...ofUser, signsIn }] : []
  return [...bare, ...(await keyFindings(deps, asker, ofUser, keys ?? []))]
}

async function rootFindings(deps: AccountDeps, asker: Asker, place: Place): Promise<Finding[]> {
  const action = "iam:GetAccountSummary"
  const summary = await ask(deps, asker, action, () => deps.iam.accountSummary(asker.caller))
  if (summary === null) return []
  const bare: Finding[] = summary.rootMfa ? [] : [{ id: "root-without-mfa", ...place }]
  return summary.rootKeys ? [...bare, { id: "root-has-keys", ...place }] : bare
}

/** The key's own user first: of it most is allowed. */
function subjectsOf(users: readonly IamUser[], ownName: string | null): Subject[] {
  const subjects = users.map(({ name, passwordUsedAtMs }) => {
    return { name, known: name, passwordUsedAtMs, own: name === ownName }
  })
  const own = subjects.find((subject) => subject.own) ?? {
    name: null,
    known: ownName,
    own: true,
    passwordUsedAtMs: null,
  }
  const others = subjects.filter((subject) => !subject.own)
  return ownName === null && users.length > 0 ? others : [own, ...others]
}

/**
 * Asks IAM all that this key is allowed to see. A refusal is a finding of its own, and so is whatever else failed.
 * @returns the findings, what was allowed, and how far AWS's clock was from ours; null: not measured
 */
export async function lookAtAccount(
  deps: AccountDeps,
  key: AwsKey,
  credentials: LongTermKey | SessionCredentials,
  signal?: AbortSignal,
): Promise<{ findings: Finding[]; offsetMs: number | null; sight: KeySight }> {
  const asker: Asker = {
    caller: { target: targetOf(key), credentials, signal },
    denied: new Map(),
    allowed: new Set(),
    offsetMs: null,
  }
  const ownArn = parseArn(key.userArn ?? "")
  const ownName = ownArn?.resource.startsWith("user/") === true ? nameOf(ownArn) : null
  const findings: Finding[] = []
  let place: Place = { key: key.name, account: key.accountId }
  try {
    const users = await ask(deps, asker, "iam:ListUsers", () => deps.iam.listUsers(asker.caller))
    const account = key.accountId ?? parseArn(users?.items[0]?.arn ?? "")?.accountId ?? null
    place = { key: key.name, account }
    findings.push(...(await rootFindings(deps, asker, place)))
    const [own, ...others] = subjectsOf((users?.items ?? []).slice(0, MOST_USERS), ownName)
    if (own !== undefined) findings.push(...(await userFindings(deps, asker, place, own)))
    const ofOthers = await inParallel(others, AT_ONCE, (subject) => userFindings(deps, asker, place, subject))
    findings.push(...ofOthers.flat())
    const checked = others.length + (own === undefined ? 0 : 1)
    if (users !== null && (!users.complete || users.items.length > MOST_USERS))
      findings.push({ id: "not-all-users", ...place, checked })
  } catch (error) {
    if (!(error instanceof AppError) || error.data.kind === "cancelled") throw error
    findings.push({ id: "aws-unanswered", ...place, error: error.data })
    if (error.data.kind === "clock") asker.offsetMs = error.data.offsetMs
  }
  const actions = [...asker.denied.keys()]
  if (actions.length > 0) findings.push({ id: "not-allowed", ...place, actions })
  return { findings, offsetMs: asker.offsetMs, sight: sightOf(asker, place) }
}

/** An action that was refused for one user and answered for another counts as both. */
const sightOf = ({ allowed, denied }: Asker, place: Place): KeySight => ({
  ...place,
  may: [...allowed].sort(),
  mayNot: [...denied.keys()].sort(),
})
