/** Where a scripted failure strikes: instead of the work, or after it was done (the answer was lost). */
export type Strikes = "before" | "after"

/**
 * Counts the calls that fakes receive and lets some of them fail. One script shared by several fakes numbers the
 * calls of all of them in the order they were made, so that a test can fail each step of a whole operation in turn.
 */
export class FailureScript {
  /** What was called, in order: `set otp/…`, `update index`. The first is call number 1. */
  readonly calls: string[] = []
  readonly #byNumber = new Map<number, { error: Error; strikes: Strikes }>()
  readonly #byCall: { matches: (call: string) => boolean; error: Error; strikes: Strikes; left: number }[] =
    []

  /** @param number counts from 1, over the whole life of the script. */
  failCall(number: number, error: Error, strikes: Strikes = "before"): void {
    this.#byNumber.set(number, { error, strikes })
  }

  /** Fails the next `times` calls that begin with `prefix` (`"get"`, `"set otp/"`, `""` for all). */
  failMatching(prefix: string, error: Error, options: { times?: number; strikes?: Strikes } = {}): void {
    this.#byCall.push({
      matches: (call) => call.startsWith(prefix),
      error,
      strikes: options.strikes ?? "before",
      left: options.times ?? Number.POSITIVE_INFINITY,
    })
  }

  /** From now on nothing fails. */
  clear(): void {
    this.#byNumber.clear()
    this.#byCall.length = 0
  }

  /** What a fake does for each of its calls. */
  async run<T>(call: string, work: () => T | Promise<T>): Promise<T> {
    this.calls.push(call)
    const failure = this.#failureOf(this.calls.length, call)
    await Promise.resolve()
    if (failure?.strikes === "before") throw failure.error
    const value = await work()
    if (failure?.strikes === "after") throw failure.error
    return value
  }

  #failureOf(number: number, call: string): { error: Error; strikes: Strikes } | null {
    const numbered = this.#byNumber.get(number)
    if (numbered !== undefined) return numbered
    const rule = this.#byCall.find(({ matches, left }) => left > 0 && matches(call))
    if (rule === undefined) return null
    rule.left -= 1
    return rule
  }
}
