import type { Fault } from "./faults.ts"

interface Order {
  readonly fault: Fault
  /** Any action where undefined. */
  readonly action: string | undefined
}

/** Which faults are ordered: for the next requests, or until further notice. */
export class FaultPlan {
  readonly #queue: Order[] = []
  #standing: Order | undefined

  /** For the next request (of this action, where one is named); several calls queue up. */
  next(fault: Fault, { times = 1, action }: { times?: number; action?: string } = {}): void {
    for (let count = 0; count < times; count++) this.#queue.push({ fault, action })
  }

  /** For every request the queue has nothing for. */
  always(fault: Fault, { action }: { action?: string } = {}): void {
    this.#standing = { fault, action }
  }

  clear(): void {
    this.#queue.length = 0
    this.#standing = undefined
  }

  /** Takes the fault for a request, if there is one. */
  take(action: string | undefined): Fault | undefined {
    const fits = (order: Order) => order.action === undefined || order.action === action
    const index = this.#queue.findIndex(fits)
    if (index >= 0) return this.#queue.splice(index, 1)[0]?.fault
    return this.#standing && fits(this.#standing) ? this.#standing.fault : undefined
  }
}
