/** @file Credentials in memory for as long as a program runs, renewed before they end. */
import type { SessionCredentials } from "../ports/aws-api.ts"
import type { Clock } from "../ports/clock.ts"
import { ENDING_MS } from "./renewal.ts"

/** The SDKs ask again when 15 minutes are left, or 5: by then there are others. */
const MARGIN_MS = ENDING_MS + 5 * 60_000
/** After a failure, and after an answer that is no newer. */
const RETRY_MS = 30_000

export interface KeptFresh {
  /**
   * Those in memory while they last: who asks is never kept waiting for a code. Only when they have ended, what a
   * renewal brings or throws.
   */
  current(): Promise<SessionCredentials>
  /** Renews when it is time; called every now and then. */
  look(): void
}

/** @param renew gets others, or the same where nobody issues new ones yet */
export function keepFresh(
  first: SessionCredentials,
  renew: () => Promise<SessionCredentials>,
  clock: Pick<Clock, "nowMs">,
): KeptFresh {
  let held = { credentials: first, sinceMs: clock.nowMs() }
  let renewing: Promise<void> | null = null
  let triedAtMs = Number.NEGATIVE_INFINITY

  const isDue = () => {
    const { credentials, sinceMs } = held
    const marginMs = Math.min(MARGIN_MS, (credentials.expiresAtMs - sinceMs) / 2)
    return credentials.expiresAtMs - clock.nowMs() <= marginMs
  }
  const renewNow = () =>
    (renewing ??= renew()
      .then((credentials) => {
        if (credentials.expiresAtMs !== held.credentials.expiresAtMs)
          held = { credentials, sinceMs: clock.nowMs() }
      })
      .finally(() => (renewing = null)))
  const look = () => {
    const nowMs = clock.nowMs()
    // A clock that was set back must not make it wait longer.
    if (!isDue() || Math.abs(nowMs - triedAtMs) < RETRY_MS) return
    triedAtMs = nowMs
    renewNow().catch(() => undefined)
  }
  return {
    async current() {
      look()
      if (held.credentials.expiresAtMs <= clock.nowMs()) await renewNow()
      return held.credentials
    },
    look,
  }
}
