/** @file Files of other programs that are being read for the page: one at a time. */
import type { ImportReader } from "../adapters/imports/import-reader.ts"
import type { ImportJob } from "../adapters/imports/worker-messages.ts"
import type { ImportReading } from "../core/imports/format.ts"
import type { ImportProgress } from "../shared/ipc/views.ts"

export interface Imports {
  /** Stops what is being read before. @throws AppError as the reader, `cancelled` among them */
  read(job: ImportJob): Promise<ImportReading>
  cancel(): void
}

export function createImports(reader: ImportReader, onProgress: (progress: ImportProgress) => void): Imports {
  let running: AbortController | null = null
  const cancel = () => {
    running?.abort()
    running = null
  }
  return {
    async read(job) {
      cancel()
      const abort = (running = new AbortController())
      try {
        return await reader(job, {
          signal: abort.signal,
          onProgress: (step, elapsedMs) => onProgress({ step, elapsedMs }),
        })
      } finally {
        if (running === abort) running = null
      }
    },
    cancel,
  }
}
