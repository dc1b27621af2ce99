import type { CodesUpdate } from "../shared/ipc/views.ts"
import type { Timers } from "./timers.ts"

/** The longest sleep. A clock that was set, or a laptop that slept, is noticed at the latest after it. */
const BEAT_MS = 1_000

export interface CodesTicker {
  /** The rows on screen; replaces those before. @returns their codes now */
  watch(ids: readonly string[]): Promise<CodesUpdate>
  /** Something may have changed under us (resume, focus, an edit): makes all codes on screen anew and sends them. */
  refresh(): Promise<void>
  /** Locked: no row is watched any more, no code is remembered, and answers under way are dropped. */
  forget(): void
  /** Nobody looks: stops until {@link CodesTicker.refresh}. */
  pause(): void
}

export interface TickerDeps {
  readonly timers: Timers
  /** As `Accounts.codes`. */
  readonly codes: (ids: readonly string[], nowMs: number) => Promise<CodesUpdate>
  readonly send: (update: CodesUpdate) => void
  readonly log: (message: string, cause: unknown) => void
}

/**
 * Keeps the codes on screen right. It never counts: at each beat it asks what time it is and makes every code anew
 * that is not the right one at that instant, however the clock came to stand there. It sleeps until the next turn of
 * a period, and a second at most.
 */
export function createCodesTicker({ timers, codes, send, log }: TickerDeps): CodesTicker {
  let watched: readonly string[] = []
  let shown: CodesUpdate = { codes: [], failures: [] }
  let cancelTimer = (): void => undefined
  let paused = false
  // An answer about rows that have left the screen, or older than one that is shown, is dropped.
  let generation = 0
  let asked = 0
  let applied = 0

  async function ask(ids: readonly string[]): Promise<CodesUpdate> {
    const answer = await codes(ids, timers.nowMs())
    const late = answer.codes.some((one) => !isRight(one, timers.nowMs()))
    // The keychain may have taken its time over a turn of the period. By now the secrets are at hand.
    return late ? codes(ids, timers.nowMs()) : answer
  }

  function arm(delayWhenDueMs = 1): void {
    cancelTimer()
    if (paused || shown.codes.length === 0) return
    const untilTurnMs = Math.min(...shown.codes.map((one) => one.expiresAtMs)) - timers.nowMs()
    const delayMs = untilTurnMs > 0 ? Math.min(BEAT_MS, untilTurnMs) : delayWhenDueMs
    cancelTimer = timers.after(delayMs, () => void beat())
  }

  async function beat(): Promise<void> {
    const nowMs = timers.nowMs()
    const wrong = shown.codes.filter((one) => !isRight(one, nowMs)).map((one) => one.id)
    if (wrong.length > 0) await update(wrong)
    else arm()
  }

  async function update(ids: readonly string[]): Promise<void> {
    const mine = ++asked
    const from = generation
    try {
      const answer = await ask(ids)
      if (from !== generation || mine < applied) return
      applied = mine
      const renewed = new Set(ids)
      shown = {
        codes: [...shown.codes.filter((one) => !renewed.has(one.id)), ...answer.codes],
        failures: [...shown.failures.filter((one) => !renewed.has(one.id)), ...answer.failures],
      }
      if (!paused) send(answer)
      arm()
    } catch (cause) {
      log("codes could not be made", cause)
      if (from === generation) arm(BEAT_MS)
    }
  }

  return {
    async watch(ids) {
      const mine = ++generation
      watched = [...ids]
      const answer = await ask(watched)
      if (mine === generation) {
        shown = answer
        applied = asked
        arm()
      }
      return answer
    },
    async refresh() {
      paused = false
      if (watched.length > 0) await update(watched)
    },
    forget() {
      generation++
      watched = []
      shown = { codes: [], failures: [] }
      cancelTimer()
    },
    pause() {
      paused = true
      cancelTimer()
    },
  }
}

function isRight(code: { startsAtMs: number; expiresAtMs: number }, nowMs: number): boolean {
  return code.startsAtMs <= nowMs && nowMs < code.expiresAtMs
}
