/** Timers as main's parts use them, so that a test turns its own clock. */
export interface Timers {
  /** Unix time in milliseconds. */
  nowMs(): number
  /** @returns how to call it off */
  after(delayMs: number, run: () => void): () => void
}

export const systemTimers: Timers = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Settles as `work` does, or with `otherwise` after `limitMs`. Does not stop the work. */
export function within<T>(timers: Timers, limitMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(limitMs, () => resolve(otherwise))
    work.then(resolve, reject).finally(cancel)
  })
}
