import type { Timers } from "./timers.ts"

/** The longest sleep: a changed clock is noticed at the latest after it. */
const NAP_MS = 60_000

/** Runs something when the wall clock reaches a time, however it gets there. One time at once: the last that was set. */
export interface BoundaryTimer {
  /** @param atMs Unix time in milliseconds; null: none */
  set(atMs: number | null): void
}

export function createBoundaryTimer(timers: Timers, run: () => void): BoundaryTimer {
  let cancel = (): void => undefined
  const arm = (atMs: number): void => {
    const leftMs = atMs - timers.nowMs()
    cancel = timers.after(Math.min(NAP_MS, Math.max(1, leftMs)), () => {
      if (timers.nowMs() >= atMs) run()
      else arm(atMs)
    })
  }
  return {
    set(atMs) {
      cancel()
      if (atMs !== null) arm(atMs)
    },
  }
}
