/** @file When each profile is renewed by itself, and why not now. Pure: the vault, the time and the surroundings come in. */
import { correctionMs } from "../clock/correction.ts"
import type { AppErrorData } from "../errors.ts"
import type { AwsKey, AwsProfile, AwsSession, Vault } from "../vault/schema.ts"
import type { SsoSignIn } from "../vault/sso-fields.ts"
import { sourceIn } from "./find.ts"
import { aheadMarginMs } from "./renewal.ts"
import { failureName, markOf, verdictOn } from "./renewal-failures.ts"
import type { RenewalFailure, RenewalFailures, Verdict } from "./renewal-failures.ts"

export interface Surroundings {
  readonly failures: RenewalFailures
  /** Secrets can be read without asking anybody. */
  readonly open: boolean
  /** For certain without a network. */
  readonly offline: boolean
}

/** Times are this computer's: Unix milliseconds. */
export type Renewal =
  /** Not renewed by itself, or not started. */
  | { readonly kind: "off" }
  | { readonly kind: "scheduled"; readonly atMs: number }
  | { readonly kind: "due" }
  | { readonly kind: "locked" }
  | { readonly kind: "offline" }
  /** It failed, and is tried again then. */
  | { readonly kind: "later"; readonly atMs: number; readonly error: AppErrorData }
  /** Somebody must do something; it is tried again when that changes something, and at `atMs`. */
  | { readonly kind: "person"; readonly atMs: number | null; readonly error: AppErrorData }

/** What somebody must do something about. */
export interface Need {
  readonly error: AppErrorData
  /** The same for all that one action helps. */
  readonly cause: string
}

export interface PlannedRenewal {
  readonly profile: AwsProfile
  /** One of both. */
  readonly key: AwsKey | null
  readonly signIn: SsoSignIn | null
  readonly session: AwsSession | null
  readonly renewal: Renewal
  /** Stays while it is tried again. */
  readonly need: Need | null
}

/** Failures that still say something: those of removed profiles and of what has changed since are gone. */
export function presentFailures(vault: Vault, failures: RenewalFailures): Map<string, RenewalFailure> {
  const present = new Map<string, RenewalFailure>()
  for (const profile of vault.awsProfiles) {
    for (const scope of ["key", "profile"] as const) {
      const name = failureName(scope, profile)
      const failure = failures.get(name)
      if (failure?.mark === markOf(vault, profile, scope)) present.set(name, failure)
    }
  }
  return present
}

/** When a session is due, by this computer's clock; a file that does not hold it yet is due at once. */
function dueAtMs(vault: Vault, profile: AwsProfile, session: AwsSession): number {
  if (profile.mode === "file" && !session.written) return 0
  return session.expiresAtMs - aheadMarginMs(profile) - correctionMs(vault)
}

interface Held {
  readonly failure: RenewalFailure
  readonly verdict: Verdict
  /** null: not by time. */
  readonly untilMs: number | null
}

/** The failure that holds it up longest, if one does. */
function heldBy(profile: AwsProfile, failures: RenewalFailures, nowMs: number): Held | null {
  const held = (["profile", "key"] as const).flatMap((scope): Held[] => {
    const name = failureName(scope, profile)
    const failure = failures.get(name)
    if (failure === undefined) return []
    const verdict = verdictOn(failure.error, failure.count)
    if (verdict.retryMs === null) return [{ failure, verdict, untilMs: null }]
    const untilMs = failure.atMs + verdict.retryMs
    // A clock that was set back must not make it wait longer than it would have.
    const over = nowMs >= untilMs || nowMs < failure.atMs
    return over ? [] : [{ failure, verdict, untilMs }]
  })
  return held.sort((a, b) => (b.untilMs ?? Infinity) - (a.untilMs ?? Infinity))[0] ?? null
}

function renewalOf(
  vault: Vault,
  { profile, key, signIn, session }: Omit<PlannedRenewal, "renewal" | "need">,
  { failures, open, offline }: Surroundings,
  nowMs: number,
): Renewal {
  if (profile.renew !== "auto" || session === null) return { kind: "off" }
  const atMs = dueAtMs(vault, profile, session)
  if (nowMs < atMs) return { kind: "scheduled", atMs }
  const held = heldBy(profile, failures, nowMs)
  if (held?.verdict.person === true) return { kind: "person", atMs: held.untilMs, error: held.failure.error }
  if (!open) return { kind: "locked" }
  // An endpoint of one's own may be on this very machine.
  if (offline && (key ?? signIn)?.endpoint === null) return { kind: "offline" }
  if (held !== null) return { kind: "later", atMs: held.untilMs ?? nowMs, error: held.failure.error }
  return { kind: "due" }
}

function needOf({ renew, ...profile }: AwsProfile, failures: RenewalFailures): Need | null {
  for (const scope of ["key", "profile"] as const) {
    const name = failureName(scope, profile)
    const failure = failures.get(name)
    if (renew !== "auto" || failure === undefined) continue
    const { error, count } = failure
    if (verdictOn(error, count).person) return { error, cause: `${name} ${causeOf(error)}` }
  }
  return null
}

/** What kind of failure it is, down to what AWS, a file or a keychain gave as the reason. */
export function causeOf(error: AppErrorData): string {
  if (error.kind === "aws-refused") return `${error.kind} ${error.refusal}`
  return "problem" in error ? `${error.kind} ${error.problem}` : error.kind
}

/** Every profile whose key is there, and how its renewal stands. Of failures, those of {@link presentFailures}. */
export function planRenewals(vault: Vault, surroundings: Surroundings, nowMs: number): PlannedRenewal[] {
  return vault.awsProfiles.flatMap((profile): PlannedRenewal[] => {
    const source = sourceIn(vault, profile)
    if (source === null) return []
    const session = vault.awsSessions.find(({ profileId }) => profileId === profile.id) ?? null
    const known = { profile, ...source, session }
    return [
      {
        ...known,
        renewal: renewalOf(vault, known, surroundings, nowMs),
        need: session && needOf(profile, surroundings.failures),
      },
    ]
  })
}

/** One request at a time for each: its codes are good once; a sign-in is throttled as a whole. */
export const deviceOf = ({ key, signIn }: Pick<PlannedRenewal, "key" | "signIn">): string =>
  key?.mfaSerial ?? (key ?? signIn)?.id ?? ""

/**
 * What is to be renewed now: for each free device the profile that ends first, with those that one answer serves as
 * well (GetSessionToken for one key and duration). The others have their turn afterwards, with a time step of their own.
 */
export function nextTurns(due: readonly PlannedRenewal[], busy: ReadonlySet<string>): PlannedRenewal[][] {
  const waiting = due
    .filter((plan) => plan.renewal.kind === "due" && !busy.has(deviceOf(plan)))
    .sort((a, b) => (a.session?.expiresAtMs ?? 0) - (b.session?.expiresAtMs ?? 0))
  const first = new Map<string, PlannedRenewal>()
  for (const plan of waiting) if (!first.has(deviceOf(plan))) first.set(deviceOf(plan), plan)
  return [...first.values()].map((leader) =>
    waiting.filter((plan) => plan === leader || shares(plan, leader)),
  )
}

function shares({ profile }: PlannedRenewal, { profile: leader }: PlannedRenewal): boolean {
  const same =
    profile.keyId !== null &&
    profile.keyId === leader.keyId &&
    profile.durationSeconds === leader.durationSeconds
  return same && profile.roleArns.length === 0 && leader.roleArns.length === 0
}
