/** @file Drafts that are being kept, and what was kept and can be undone. */
import type { Accounts, EnrolBatch, EnrolChoice, KeptChoice, Undone } from "../core/accounts/service.ts"
import { AppError } from "../core/errors.ts"
import { createUndoable } from "./undoable.ts"

/** More often nobody sees it. */
const TOLD_EVERY_MS = 50

export interface Savings {
  /** @returns what was kept, and its id for {@link undo}. @throws AppError as `enrolBatch`; `cancelled` */
  save(
    draftId: string,
    choices: readonly EnrolChoice[],
    kept: readonly KeptChoice[],
  ): Promise<{ batchId: string; batch: EnrolBatch }>
  cancel(draftId: string): void
  /** @throws AppError `not-found` `draft` */
  undo(batchId: string): Promise<Undone>
  /** Locked: stops what is being saved, and nothing can be undone any more. */
  forget(): void
}

export interface SavingsDeps {
  readonly accounts: Pick<Accounts, "enrolBatch" | "undoEnrol">
  readonly uuid: () => string
  readonly nowMs: () => number
  readonly onProgress: (progress: { draftId: string; done: number; total: number }) => void
}

export function createSavings({ accounts, uuid, nowMs, onProgress }: SavingsDeps): Savings {
  const running = new Map<string, AbortController>()
  const undoable = createUndoable<EnrolBatch>(uuid)
  return {
    async save(draftId, choices, kept) {
      // A second click on the same button must not keep everything twice.
      if (running.has(draftId)) throw new AppError({ kind: "invalid-request" })
      const abort = new AbortController()
      running.set(draftId, abort)
      let toldMs = Number.NEGATIVE_INFINITY
      try {
        const batch = await accounts.enrolBatch(choices, {
          kept,
          signal: abort.signal,
          onProgress(count, total) {
            if (count < total && nowMs() - toldMs < TOLD_EVERY_MS) return
            toldMs = nowMs()
            onProgress({ draftId, done: count, total })
          },
        })
        return { batchId: undoable.keep(batch), batch }
      } finally {
        running.delete(draftId)
      }
    },
    cancel: (draftId) => running.get(draftId)?.abort(),
    undo: (batchId) => undoable.undo(batchId, (batch) => accounts.undoEnrol(batch)),
    forget() {
      for (const abort of running.values()) abort.abort()
      undoable.forget()
    },
  }
}
