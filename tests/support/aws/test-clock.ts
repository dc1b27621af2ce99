const PERIOD_MS = 30_000

/** A server clock that stands still in the middle of the present time step and moves only when told, so that
 *  no test meets the turn of a code. It stays within the signature window of clients on the real clock. */
export interface TestClock {
  readonly nowMs: () => number
  /** How far it was moved: what a client's clock must be moved by, too. */
  readonly offsetMs: () => number
  readonly advance: (ms: number) => void
}

export function testClock(): TestClock {
  const startMs = Math.floor(Date.now() / PERIOD_MS) * PERIOD_MS + PERIOD_MS / 2
  let offsetMs = 0
  return {
    nowMs: () => startMs + offsetMs,
    offsetMs: () => offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
  }
}
