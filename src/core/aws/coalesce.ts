import { AppError } from "../errors.ts"

/** What one of several callers of the same work brings along. */
export interface Caller {
  readonly onWait?: ((untilMs: number) => void) | undefined
  readonly onTouch?: ((serial: string | null) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** What the work itself gets: it is aborted when nobody waits for it any more. */
export interface Shared {
  readonly onWait: (untilMs: number) => void
  readonly onTouch: (serial: string | null) => void
  readonly signal: AbortSignal
}

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  readonly callers: Set<Caller>
  waitingUntilMs: number | null
  touching: string | null
}

const cancelled = () => new AppError({ kind: "cancelled" })

/** Work under way by name: who asks for the same while it runs gets the same result. */
export class Coalescer<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /** @throws AppError `cancelled` when the caller's signal aborts, at once; the work goes on for the others. */
  run(name: string, caller: Caller, work: (shared: Shared) => Promise<T>): Promise<T> {
    if (caller.signal?.aborted === true) return Promise.reject(cancelled())
    const flight = this.#flights.get(name) ?? this.#start(name, work)
    flight.callers.add(caller)
    if (flight.waitingUntilMs !== null) caller.onWait?.(flight.waitingUntilMs)
    if (flight.touching !== null) caller.onTouch?.(flight.touching)
    return this.#join(flight, caller)
  }

  /** Aborts whatever runs under names with this beginning. */
  abort(prefix: string): void {
    for (const [name, flight] of this.#flights) if (name.startsWith(prefix)) flight.controller.abort()
  }

  #start(name: string, work: (shared: Shared) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const callers = new Set<Caller>()
    const onWait = (untilMs: number) => {
      flight.waitingUntilMs = untilMs
      for (const caller of callers) caller.onWait?.(untilMs)
    }
    const onTouch = (serial: string | null) => {
      flight.touching = serial
      for (const caller of callers) caller.onTouch?.(serial)
    }
    // Work that was given up is not to be joined: the next caller starts anew, behind it.
    const leave = () => {
      if (this.#flights.get(name) === flight) this.#flights.delete(name)
    }
    controller.signal.addEventListener("abort", leave, { once: true })
    const promise = Promise.resolve()
      .then(() => work({ onWait, onTouch, signal: controller.signal }))
      .finally(leave)
    promise.catch(() => undefined)
    const flight: Flight<T> = { promise, controller, callers, waitingUntilMs: null, touching: null }
    this.#flights.set(name, flight)
    return flight
  }

  #join(flight: Flight<T>, caller: Caller): Promise<T> {
    const { signal } = caller
    if (signal === undefined) return flight.promise
    return new Promise((resolve, reject) => {
      const abort = () => {
        flight.callers.delete(caller)
        if (flight.callers.size === 0) flight.controller.abort()
        reject(cancelled())
      }
      signal.addEventListener("abort", abort, { once: true })
      flight.promise
        .finally(() => {
          signal.removeEventListener("abort", abort)
        })
        .then(resolve, reject)
    })
  }
}
