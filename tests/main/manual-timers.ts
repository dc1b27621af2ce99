import type { Timers } from "../../src/main/timers.ts"

/**
 * A clock that a test turns. As on a real machine there are two: `nowMs` is the wall clock, which anybody may set;
 * timers run by the monotonic one, which stands still while the machine sleeps.
 */
export class ManualTimers implements Timers {
  wallMs: number
  #monotonicMs = 0
  #next = 0
  readonly #timers = new Map<number, { dueMs: number; run: () => void }>()

  constructor(wallMs = 1_700_000_000_000) {
    this.wallMs = wallMs
  }
  nowMs(): number {
    return this.wallMs
  }
  after(delayMs: number, run: () => void): () => void {
    const id = this.#next++
    this.#timers.set(id, { dueMs: this.#monotonicMs + delayMs, run })
    return () => void this.#timers.delete(id)
  }
  get pending(): number {
    return this.#timers.size
  }
  /** The wall clock is set, forwards or backwards; no timer notices. Also what a sleep looks like afterwards. */
  set(wallMs: number): void {
    this.wallMs = wallMs
  }
  /** Time passes on both clocks; what falls due runs, and what it starts settles, in order. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonicMs + ms
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { dueMs }]) => dueMs <= end)
        .sort((a, b) => a[1].dueMs - b[1].dueMs)[0]
      if (!due) break
      const [id, { dueMs, run }] = due
      this.#timers.delete(id)
      this.wallMs += Math.max(0, dueMs - this.#monotonicMs)
      this.#monotonicMs = Math.max(this.#monotonicMs, dueMs)
      run()
      await settle()
    }
    this.wallMs += end - this.#monotonicMs
    this.#monotonicMs = end
    await settle()
  }
}

/** Lets promises that are ready to go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
