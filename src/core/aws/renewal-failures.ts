/** @file What a renewal that failed means for the next one: when it is tried again, and whether a person is needed. */
import type { AppErrorData, AwsRefusal, KeychainProblem, YubikeyProblem } from "../errors.ts"
import type { AwsKey, AwsProfile, Vault } from "../vault/schema.ts"

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

export interface RenewalFailure {
  readonly error: AppErrorData
  /** How often in a row, from 1. */
  readonly count: number
  /** Unix time in milliseconds, by this computer's clock. */
  readonly atMs: number
  /** See {@link markOf}. */
  readonly mark: string
}

/** By {@link failureName}. */
export type RenewalFailures = ReadonlyMap<string, RenewalFailure>

export interface Verdict {
  /** `key`: all profiles of that key would meet it. */
  readonly scope: "key" | "profile"
  /** Nothing changes unless somebody does something. */
  readonly person: boolean
  /** How long after the failure it is tried again; null: not before what it was about has changed. */
  readonly retryMs: number | null
}

/** Doubles with every failure in a row, up to a bound: deterministic, for there is one of us on this device. */
function growing(firstMs: number, mostMs: number, count: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(count - 1, 20))
}

const later = (scope: Verdict["scope"], retryMs: number): Verdict => ({ scope, person: false, retryMs })
const forPerson = (scope: Verdict["scope"], retryMs: number | null = null): Verdict => ({
  scope,
  person: true,
  retryMs,
})

function refusalVerdict(refusal: AwsRefusal, count: number): Verdict {
  switch (refusal) {
    case "throttled":
    case "server":
      return later("key", growing(30 * SECOND_MS, 5 * MINUTE_MS, count))
    case "mfa-code":
      // The person may have typed this very code into the console a moment ago: one more, of another time step.
      return count === 1 ? later("key", MINUTE_MS) : forPerson("key")
    case "mfa-device":
    case "key-unknown":
    case "key-secret":
    case "region-disabled":
    case "session-key":
      return forPerson("key")
    case "mfa-required":
    case "denied":
    case "session-expired":
    case "duration":
    case "role-duration":
    case "role-denied":
    case "role-tags":
    case "role-identity":
    case "value":
    case "policy":
    case "too-much":
    case "other":
      return forPerson("profile")
  }
}

/** A key that is not touched, or not there, is not asked for ever: its owner may be away for days. */
function yubikeyVerdict(problem: YubikeyProblem, count: number): Verdict {
  switch (problem) {
    case "not-touched":
      return forPerson("key", count >= 3 ? null : growing(5 * MINUTE_MS, 15 * MINUTE_MS, count))
    case "none":
    case "absent":
    case "busy":
    case "service-missing":
    case "tool-slow":
    case "tool-failed":
    case "garbled":
      // Nothing is spent, and nobody disturbed, by looking whether it is there again.
      return forPerson("key", growing(MINUTE_MS, 15 * MINUTE_MS, count))
    default:
      return forPerson("key", growing(5 * MINUTE_MS, 60 * MINUTE_MS, count))
  }
}

/**
 * A keychain tells nobody when it is opened again, so it is asked. One whose prompt was closed, or that refused us, is
 * let alone for longer: each question may open a prompt.
 */
function keychainVerdict(problem: KeychainProblem, count: number): Verdict {
  switch (problem) {
    case "locked":
    case "missing":
    case "timeout":
    case "broken":
      return forPerson("key", growing(MINUTE_MS, 5 * MINUTE_MS, count))
    case "cancelled":
    case "denied":
      return forPerson("key", growing(15 * MINUTE_MS, 60 * MINUTE_MS, count))
    case "too-large":
    case "not-kept":
      return forPerson("key")
  }
}

/** @param count how often in a row, from 1 */
export function verdictOn(error: AppErrorData, count: number): Verdict {
  switch (error.kind) {
    case "network":
    case "aws-answer": // a network's login page, as a rule
      return later("key", growing(15 * SECOND_MS, 2 * MINUTE_MS, count))
    case "aws-refused":
      return refusalVerdict(error.refusal, count)
    case "sso":
      // A sign-in that ended ended for all its profiles; a role that was taken away for one.
      return forPerson(error.problem === "no-access" ? "profile" : "key")
    case "clock":
      // A time service may set it right in its own time, and slowly.
      return forPerson("key", 10 * MINUTE_MS)
    case "code-spent":
    case "moving":
    case "locked":
      return later("key", 30 * SECOND_MS)
    case "cancelled":
      // By the person: not a moment later again.
      return later("profile", 15 * MINUTE_MS)
    case "file":
    case "index":
    case "aws-file":
    case "section-not-ours":
      // Found before AWS is asked, or after: no code is spent by looking again.
      return error.kind === "file" && (error.problem === "busy" || error.problem === "changed")
        ? later("profile", 30 * SECOND_MS)
        : forPerson("profile", 5 * MINUTE_MS)
    case "keychain":
      return keychainVerdict(error.problem, count)
    case "mfa-account-missing":
    case "secret-missing":
    case "secret-damaged":
    case "aws-value":
      return forPerson("key")
    case "code-needed":
      return forPerson("key")
    case "yubikey":
      return yubikeyVerdict(error.problem, count)
    case "unexpected":
      return later("profile", 5 * MINUTE_MS)
    default:
      return forPerson("profile")
  }
}

/** What a failure is kept under. */
export function failureName(
  scope: Verdict["scope"],
  profile: Pick<AwsProfile, "id" | "keyId" | "center">,
): string {
  return scope === "key" ? `key ${keyOrSignIn(profile)}` : `profile ${profile.id}`
}

/** The id of what several profiles may share: what is wrong with it is wrong for all of them. */
const keyOrSignIn = ({ keyId, center }: Pick<AwsProfile, "keyId" | "center">) =>
  keyId ?? center?.signInId ?? ""

/** What stands in the vault and could be why: a failure whose mark is no longer this one is out of date. */
export function markOf(vault: Vault, profile: AwsProfile, scope: Verdict["scope"]): string {
  const key: AwsKey | undefined = vault.awsKeys.find(({ id }) => id === profile.keyId)
  const account = vault.accounts.find(({ id }) => id === key?.otpAccountId)
  const family = vault.awsProfiles.filter((other) =>
    scope === "key" ? keyOrSignIn(other) === keyOrSignIn(profile) : other.id === profile.id,
  )
  const signIn = vault.ssoSignIns.find(({ id }) => id === profile.center?.signInId)
  const issued = vault.awsSessions
    .filter(({ profileId }) => family.some(({ id }) => id === profileId))
    .map(({ profileId, issuedAtMs, written }) => [profileId, issuedAtMs, scope === "profile" && written])
  return JSON.stringify([
    [key?.mfaSerial, key?.otpAccountId, key?.codeFrom, key?.endpoint, key?.region],
    signIn && [signIn.startUrl, signIn.region, signIn.endpoint, signIn.signedIn?.atMs],
    account && [account.secretId, account.type, account.digits, account.period, account.trashedAtMs],
    vault.clockCorrection,
    issued,
    scope === "profile" && profile,
  ])
}

/** What happened outside the vault. */
export type Turn = "unlocked" | "online" | "clock"

/** The failures that such a turn says nothing about. */
export function withoutSolved(failures: RenewalFailures, turn: Turn): Map<string, RenewalFailure> {
  return new Map([...failures].filter(([, { error }]) => !solves(turn, error)))
}

function solves(turn: Turn, error: AppErrorData): boolean {
  switch (turn) {
    case "unlocked":
      return ["keychain", "locked", "moving", "secret-missing", "secret-damaged"].includes(error.kind)
    case "online":
      return error.kind === "network" || error.kind === "aws-answer"
    case "clock":
      if (error.kind === "aws-refused") return error.refusal === "mfa-code"
      return error.kind === "clock" || error.kind === "network" || error.kind === "aws-answer"
  }
}
