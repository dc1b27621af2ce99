import { AppError } from "../core/errors.ts"

/** A person undoes the last thing, or the one before. */
const AT_MOST = 8

/** The last batches of one kind, to be taken back. They hold no secret. */
export interface Undoable<Batch> {
  /** @returns the id for {@link undo} */
  keep(batch: Batch): string
  /** Undone once; where that failed it can be tried again. @throws AppError `not-found` `draft`; what `work` throws */
  undo<T>(batchId: string, work: (batch: Batch) => Promise<T>): Promise<T>
  forget(): void
}

export function createUndoable<Batch>(uuid: () => string): Undoable<Batch> {
  const batches = new Map<string, Batch>()
  return {
    keep(batch) {
      const batchId = uuid()
      const oldest = batches.keys().next()
      if (batches.size >= AT_MOST && !oldest.done) batches.delete(oldest.value)
      batches.set(batchId, batch)
      return batchId
    },
    async undo(batchId, work) {
      const batch = batches.get(batchId)
      if (batch === undefined) throw new AppError({ kind: "not-found", what: "draft" })
      const undone = await work(batch)
      batches.delete(batchId)
      return undone
    },
    forget: () => batches.clear(),
  }
}
