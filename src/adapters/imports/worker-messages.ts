/** @file What the import's worker and its owner say to each other. Plain data. */
import type { AppErrorData } from "../../core/errors.ts"
import type { ImportReading, ImportStep } from "../../core/imports/format.ts"

/** Goes over by message alone: a worker's start arguments can be looked at from outside. */
export interface ImportJob {
  readonly bytes: Uint8Array
  /** The id of the format it is said to be; null: by content. */
  readonly format: string | null
  /** As typed; null where none was given. */
  readonly password: string | null
}

export type WorkerNews =
  | { readonly kind: "step"; readonly step: ImportStep }
  | { readonly kind: "done"; readonly reading: ImportReading }
  | { readonly kind: "failed"; readonly error: AppErrorData }

export function isWorkerNews(message: unknown): message is WorkerNews {
  return typeof message === "object" && message !== null && "kind" in message
}
