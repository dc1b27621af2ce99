import type { Place } from "../vault/lock-fields.ts"
import type { SecretName } from "./secret-store.ts"

/** Names of keychain items that are about to be written or deleted, and that the index does not name (yet, or soon). */
export interface PendingNames {
  readonly names: readonly SecretName[]
  /** Where they may be: where they are written or deleted; while secrets move, both ends. */
  readonly places: readonly Place[]
  /** Of the index when this was noted. */
  readonly generation: number
}

/**
 * Notes on the disk, one for each batch of items: keychains are never listed, so that nobody would find what a
 * process that was killed left there. Not secret. The notes of a process that still works are not `left`.
 */
export interface PendingItems {
  /**
   * Notes the names, then runs `work`. The note goes when `work` ends having called `settled`: all of the items count,
   * or all are gone. Otherwise, and when this process dies, it is {@link left}.
   * @throws AppError `file` when it cannot be noted, before `work` runs; what `work` throws
   */
  during<T>(pending: PendingNames, work: (settled: () => void) => Promise<T>): Promise<T>
  /**
   * Calls `visit` with every note that was left, one at a time; it goes when `visit` resolves to true.
   * @param visit `stands`: whether the note still is there: {@link forget} may have been called
   */
  left(visit: (pending: PendingNames, stands: () => Promise<boolean>) => Promise<boolean>): Promise<void>
}
