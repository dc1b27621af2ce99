import { AppError } from "../../src/core/errors.ts"
import type { Mutex } from "../../src/core/ports/mutex.ts"

/** One holder at a time for a name, first come first served. Several users of one instance are several processes. */
export class InMemoryMutex implements Mutex {
  readonly #tails = new Map<string, Promise<unknown>>()
  readonly #held = new Set<string>()
  /** Names in the order in which they were had. */
  readonly history: string[] = []

  /** Whether someone works under that name now. */
  isHeld(name: string): boolean {
    return this.#held.has(name)
  }

  async hold<T>(name: string, work: () => Promise<T>, options: { waitMs?: number } = {}): Promise<T> {
    if (!/^[A-Za-z0-9.-]+$/.test(name)) throw new Error(`not a mutex name: ${name}`)
    const before = this.#tails.get(name) ?? Promise.resolve()
    let release: () => void = () => undefined
    const mine = new Promise<void>((resolve) => (release = resolve))
    this.#tails.set(
      name,
      before.then(() => mine),
    )
    if (!(await inTime(before, options.waitMs ?? 30_000))) {
      release()
      throw new AppError({ kind: "file", problem: "busy", path: name })
    }
    this.#held.add(name)
    this.history.push(name)
    try {
      return await work()
    } finally {
      this.#held.delete(name)
      release()
    }
  }
}

async function inTime(turn: Promise<unknown>, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, waitMs, false)))
  try {
    return await Promise.race([turn.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
