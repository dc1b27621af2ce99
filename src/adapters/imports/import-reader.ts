/** @file Reads files of other programs in a worker: what is wrong with a file, even a crash of what reads it, ends as
 * one sentence. Works the same under Node and in Electron's main process. */
import { Worker } from "node:worker_threads"
import { AppError } from "../../core/errors.ts"
import type { ImportProblem } from "../../core/errors.ts"
import type { ImportReading, ImportStep } from "../../core/imports/format.ts"
import { isWorkerNews } from "./worker-messages.ts"
import type { ImportJob } from "./worker-messages.ts"

/** Longer than the dearest key that is made (32 GiB of Argon2's work: about a minute in Electron). */
const TOTAL_LIMIT_MS = 120_000
/** Without a sign of progress, while no key is being made. Real files take under a second. */
const SILENCE_LIMIT_MS = 20_000
/** A person who waits sees that it goes on. */
const TOLD_EVERY_MS = 500
/** JavaScript's own memory: ten times what a file of 10 MiB takes. Keys are made outside of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }

export interface ImportReaderOptions {
  /** Path of the built `import-worker`. */
  readonly script: string
  /** For tests. */
  readonly totalLimitMs?: number
  readonly silenceLimitMs?: number
}

export interface ReadOptions {
  /** At each step, and twice a second. @param elapsedMs since the beginning */
  readonly onProgress?: (step: ImportStep, elapsedMs: number) => void
  readonly signal?: AbortSignal | undefined
}

export type ImportReader = (job: ImportJob, options?: ReadOptions) => Promise<ImportReading>

/**
 * A reader that starts one worker for each file.
 * @returns what rejects with AppError `import` as core's `readImport` says; `too-long` after 120 s, or after 20 s
 * without progress while no key is made; `damaged` when the worker crashed; `cancelled` on abort
 */
export function createImportReader(options: ImportReaderOptions): ImportReader {
  return (job, { onProgress, signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new AppError({ kind: "cancelled" }))
        return
      }
      const worker = startWorker(options.script)
      const startedMs = performance.now()
      let step: ImportStep = { step: "reading" }
      const tellProgress = () => onProgress?.(step, performance.now() - startedMs)

      const end = () => {
        for (const timer of [total, silence]) clearTimeout(timer)
        clearInterval(ticking)
        signal?.removeEventListener("abort", onAbort)
        worker.removeAllListeners("message")
        void worker.terminate()
      }
      const fail = (error: AppError) => {
        end()
        reject(error)
      }
      const onAbort = () => fail(new AppError({ kind: "cancelled" }))
      const tooLong = () => fail(importFailure("too-long"))
      const total = setTimeout(tooLong, options.totalLimitMs ?? TOTAL_LIMIT_MS)
      const newSilence = () => setTimeout(tooLong, options.silenceLimitMs ?? SILENCE_LIMIT_MS)
      let silence = newSilence()
      const ticking = setInterval(tellProgress, TOLD_EVERY_MS)
      signal?.addEventListener("abort", onAbort)

      // After the answer these say nothing any more: the promise is settled.
      worker.on("error", (cause) => fail(importFailure("damaged", cause)))
      worker.on("exit", () => fail(importFailure("damaged")))
      worker.on("message", (news: unknown) => {
        if (!isWorkerNews(news)) return
        if (news.kind === "step") {
          step = news.step
          clearTimeout(silence)
          if (step.step !== "deriving-key") silence = newSilence()
          tellProgress()
        } else if (news.kind === "failed") {
          fail(new AppError(news.error))
        } else {
          end()
          resolve(news.reading)
        }
      })
      worker.postMessage(job)
    })
}

/** Nothing of this process is handed on: no environment, no arguments, no place to print to. */
function startWorker(script: string): Worker {
  return new Worker(script, {
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: RESOURCE_LIMITS,
  })
}

function importFailure(problem: ImportProblem, cause?: unknown): AppError {
  return new AppError({ kind: "import", problem, format: null }, { cause })
}
