import type { AwsProfile, AwsSession } from "../vault/schema.ts"
import type { SessionView } from "./service.ts"

const MINUTE_MS = 60_000
/** botocore asks for new credentials when 15 minutes are left, and AWS's tools with it. */
export const ENDING_MS = 15 * MINUTE_MS

interface Span {
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

/**
 * Credentials with no more than this left are renewed: 15 minutes, but at most half of what they were issued for. A
 * session of 900 s would otherwise be renewed with every look at it.
 */
export function renewalMarginMs({ issuedAtMs, expiresAtMs }: Span): number {
  return Math.min(ENDING_MS, (expiresAtMs - issuedAtMs) / 2)
}

/** Whether more than the margin is left. Before `issuedAtMs` too: a clock that moved back says nothing about them. */
export function isFresh(session: Span, nowMs: number): boolean {
  return session.expiresAtMs - nowMs > renewalMarginMs(session)
}

/** How much more than 15 minutes is left when Keycard renews by itself: for waits, for a second and a third try. */
const SPARE_MS = 5 * MINUTE_MS

/**
 * Credentials with no more than this left are renewed before anybody asks. More than 15 minutes: with less, botocore
 * asks anew at each call. At most half of what the profile issues, so that 900 s are renewed every 450 s, not all the
 * time.
 */
export function aheadMarginMs({ durationSeconds }: Pick<AwsProfile, "durationSeconds">): number {
  return Math.min(ENDING_MS + SPARE_MS, (durationSeconds * 1_000) / 2)
}

/** @param atMs the right time; what AWS says expires by AWS's clock */
export function isFreshAhead(
  { expiresAtMs }: Pick<Span, "expiresAtMs">,
  profile: Pick<AwsProfile, "durationSeconds">,
  atMs: number,
): boolean {
  return expiresAtMs - atMs > aheadMarginMs(profile)
}

/**
 * With less than this left a session is called ending: 15 minutes, but at most a quarter of what it was issued for, or
 * one of 900 s would be ending all its life.
 */
export function endingMsOf({ issuedAtMs, expiresAtMs }: Span): number {
  return Math.min(ENDING_MS, Math.max(0, expiresAtMs - issuedAtMs) / 4)
}

export function stateOf(session: AwsSession | null, nowMs: number): SessionView["state"] {
  if (session === null) return "none"
  const leftMs = session.expiresAtMs - nowMs
  if (leftMs <= 0) return "expired"
  return leftMs < endingMsOf(session) ? "ending" : "valid"
}

const URGENCY: Readonly<Record<SessionView["state"], number>> = { expired: 0, ending: 1, valid: 2, none: 3 }

/** Most urgent first: expired, ending, valid by what is left, then those never started; by name where alike. */
export function byUrgency(a: SessionView, b: SessionView): number {
  const expiry = (view: SessionView) => view.session?.expiresAtMs ?? 0
  return (
    URGENCY[a.state] - URGENCY[b.state] ||
    expiry(a) - expiry(b) ||
    a.profile.name.localeCompare(b.profile.name, "en")
  )
}
