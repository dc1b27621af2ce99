import { setTimeout as delay } from "node:timers/promises"
import { AppError } from "../../core/errors.ts"
import type { Clock } from "../../core/ports/clock.ts"

/** One timer never runs longer than this, so that a sleep of the machine or a changed clock is noticed. */
const LONGEST_NAP_MS = 1_000

/** The system's clock. Waits by asking it again, never by counting: a timer stands still while a laptop sleeps. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleepUntil(unixMs, signal) {
    try {
      signal?.throwIfAborted()
      for (let leftMs = unixMs - Date.now(); leftMs > 0; leftMs = unixMs - Date.now()) {
        await delay(Math.min(leftMs, LONGEST_NAP_MS), undefined, { signal })
      }
    } catch (error) {
      if (signal?.aborted === true) throw new AppError({ kind: "cancelled" }, { cause: error })
      throw error
    }
  },
}
