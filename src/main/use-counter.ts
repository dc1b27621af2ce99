import type { Accounts } from "../core/accounts/service.ts"
import type { Timers } from "./timers.ts"

/** A copy is remembered this long after the last one: one write of the index for many copies. */
const QUIET_MS = 5_000

/** Counts copied codes for sorting by use. What a crash takes with it is a count, nothing else. */
export interface UseCounter {
  count(id: string): void
  /** Writes what waits; for the end. Never rejects. */
  flush(): Promise<void>
}

export interface UseCounterDeps {
  readonly timers: Timers
  readonly accounts: Pick<Accounts, "countUses">
  readonly onCounted: () => void
  readonly log: (message: string, cause: unknown) => void
}

export function createUseCounter({ timers, accounts, onCounted, log }: UseCounterDeps): UseCounter {
  let waiting: { id: string; atMs: number }[] = []
  let cancel = () => {
    // Nothing waits yet.
  }
  const flush = async () => {
    cancel()
    const uses = waiting
    waiting = []
    if (uses.length === 0) return
    try {
      await accounts.countUses(uses)
      onCounted()
    } catch (cause) {
      log("uses were not counted", cause)
    }
  }
  return {
    count(id) {
      waiting.push({ id, atMs: timers.nowMs() })
      cancel()
      cancel = timers.after(QUIET_MS, () => void flush())
    },
    flush,
  }
}
