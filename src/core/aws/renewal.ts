import type { AwsSession } from "../vault/schema.ts"
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

export function stateOf(session: AwsSession | null, nowMs: number): SessionView["state"] {
  if (session === null) return "none"
  const leftMs = session.expiresAtMs - nowMs
  if (leftMs <= 0) return "expired"
  return leftMs < ENDING_MS ? "ending" : "valid"
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
