import { AppError } from "../../src/core/errors.ts"
import type { Clock } from "../../src/core/ports/clock.ts"

interface Sleeper {
  readonly untilMs: number
  readonly wake: () => void
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowMs: number
  readonly #sleepers = new Set<Sleeper>()

  /** @param nowMs Unix time in milliseconds; default: the first time step of RFC 6238 appendix B. */
  constructor(nowMs = 59_000) {
    this.#nowMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  /** What is slept for, as Unix times in milliseconds, soonest first. */
  get sleepingUntilMs(): number[] {
    return [...this.#sleepers].map(({ untilMs }) => untilMs).sort((a, b) => a - b)
  }

  /** Moves the clock, backwards too, and wakes whoever is due. */
  set(nowMs: number): void {
    this.#nowMs = nowMs
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.untilMs - b.untilMs)) {
      if (sleeper.untilMs <= nowMs) sleeper.wake()
    }
  }

  advance(byMs: number): void {
    this.set(this.#nowMs + byMs)
  }

  sleepUntil(unixMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.#sleepers.delete(sleeper)
        reject(new AppError({ kind: "cancelled" }))
      }
      const sleeper: Sleeper = {
        untilMs: unixMs,
        wake: () => {
          this.#sleepers.delete(sleeper)
          signal?.removeEventListener("abort", cancel)
          resolve()
        },
      }
      if (signal?.aborted === true) cancel()
      else if (unixMs <= this.#nowMs) resolve()
      else {
        this.#sleepers.add(sleeper)
        signal?.addEventListener("abort", cancel, { once: true })
      }
    })
  }
}
