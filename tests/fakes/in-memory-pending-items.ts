import type { PendingItems, PendingNames } from "../../src/core/ports/pending-items.ts"

/** Notes in memory. What a killed process leaves is what {@link leave} puts there. */
export class InMemoryPendingItems implements PendingItems {
  /** Every note there is, also of work under way. */
  readonly notes = new Set<PendingNames>()
  readonly #atWork = new Set<PendingNames>()
  /** What {@link during} was given, in order. */
  readonly seen: PendingNames[] = []

  async during<T>(pending: PendingNames, work: (settled: () => void) => Promise<T>): Promise<T> {
    this.seen.push(pending)
    this.notes.add(pending)
    this.#atWork.add(pending)
    const ended = { settled: false }
    try {
      return await work(() => {
        ended.settled = true
      })
    } finally {
      this.#atWork.delete(pending)
      if (ended.settled) this.notes.delete(pending)
    }
  }

  async left(
    visit: (pending: PendingNames, stands: () => Promise<boolean>) => Promise<boolean>,
  ): Promise<void> {
    for (const note of [...this.notes]) {
      if (this.#atWork.has(note)) continue
      if (await visit(note, () => Promise.resolve(this.notes.has(note)))) this.notes.delete(note)
    }
  }

  leave(pending: PendingNames): void {
    this.notes.add(pending)
  }
}
