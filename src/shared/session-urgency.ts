/** @file Which session needs a look first, and what is left of each: for the window's list and for the tray. */
import type { SessionCard } from "./ipc/views.ts"

const MINUTE_MS = 60_000
const MOST_ENDING_MS = 15 * MINUTE_MS
/** A session that ended this long ago was in use a moment ago; one of yesterday is just not running. */
const LATELY_MS = 60 * MINUTE_MS

/** team-8 before team-59. */
const byName = new Intl.Collator("en", { numeric: true })

type Timed = Pick<SessionCard, "issuedAtMs" | "expiresAtMs">
export type Urgent = Timed & Pick<SessionCard, "name" | "renew" | "renewalWaits">

/** As `endingMsOf` of core/aws/renewal.ts: less than this left is "ending soon". Milliseconds. */
export function endingMsOf({ issuedAtMs, expiresAtMs }: Timed): number {
  if (issuedAtMs === null || expiresAtMs === null) return 0
  return Math.min(MOST_ENDING_MS, Math.max(0, expiresAtMs - issuedAtMs) / 4)
}

/** Whether Keycard will renew it without anybody's help, as far as it is known now. */
export function renewsByItself({ renew, renewalWaits }: Pick<Urgent, "renew" | "renewalWaits">): boolean {
  return renew === "auto" && renewalWaits !== "person" && renewalWaits !== "locked"
}

export type Standing = "none" | "valid" | "ending" | "expired"

export function standingOf(session: Timed, nowMs: number): Standing {
  const { expiresAtMs } = session
  if (expiresAtMs === null) return "none"
  if (nowMs >= expiresAtMs) return "expired"
  return expiresAtMs - nowMs < endingMsOf(session) ? "ending" : "valid"
}

/** 0 comes first. */
function rankOf(session: Urgent, nowMs: number): number {
  const standing = standingOf(session, nowMs)
  const { expiresAtMs, renew, renewalWaits } = session
  if (standing !== "none" && renew === "auto" && renewalWaits === "person") return 0
  if (standing === "expired" && nowMs - (expiresAtMs ?? 0) < LATELY_MS) return 1
  if (standing === "ending") return renewsByItself(session) ? 3 : 2
  if (standing === "valid") return 4
  return standing === "expired" ? 5 : 6
}

/**
 * Most urgent first: what waits for a person, what ended within the hour, what is ending, what is valid by the time
 * that is left, what ended long ago, what was never started. By name where alike; always the same for the same state.
 */
export function byUrgency<T extends Urgent>(sessions: readonly T[], nowMs: number): T[] {
  const ranked = sessions.map((session) => ({ session, rank: rankOf(session, nowMs) }))
  const order = (rank: number, { expiresAtMs }: T) => {
    const at = expiresAtMs ?? 0
    // Of those that are over the one in use last is the nearest.
    return rank === 1 || rank === 5 ? -at : at
  }
  return ranked
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        order(a.rank, a.session) - order(b.rank, b.session) ||
        byName.compare(a.session.name, b.session.name),
    )
    .map(({ session }) => session)
}
