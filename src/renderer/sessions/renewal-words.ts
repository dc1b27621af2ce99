import type { SessionCard } from "../../shared/ipc/views.ts"
import { clockWords, leftWords } from "./time-words.ts"

type Renewing = Pick<SessionCard, "renew" | "renewalWaits" | "nextRenewalAtMs" | "state">

/** How a session goes on, in one line; empty where there is nothing to say. The cause of a failure stands beside it. */
export function renewalWords(session: Renewing, nowMs: number, locale?: string): string {
  const { renew, renewalWaits, nextRenewalAtMs, state } = session
  if (renew === "never") return state === "none" ? "" : "Renewed only when you start it"
  if (renew === "on-demand") return ""
  if (state === "none") return "Renews by itself once started"
  const at = nextRenewalAtMs === null ? null : clockWords(nextRenewalAtMs, nowMs, locale)
  switch (renewalWaits) {
    case "locked":
      return "Waits to renew: unlock your keychain"
    case "offline":
      return "Waits to renew: no network; goes on when it is back"
    case "later":
      return at === null ? "Tries again soon" : `Tries again by itself at ${at}`
    case "person":
      return at === null ? "Waits to renew: needs you" : `Waits to renew: needs you; looks again at ${at}`
    case null:
      if (at === null || nextRenewalAtMs === null || nextRenewalAtMs <= nowMs) return "Renews now"
      return `Renews in ${leftWords(nextRenewalAtMs, nowMs)} (${at})`
  }
}
