/** @file The import's worker: reads one file of another program and ends. In a thread of its own, because making a key
 * of a password takes seconds and much memory, and because a file is not to be trusted. */
import { parentPort } from "node:worker_threads"
import { AppError } from "../../core/errors.ts"
import { importFormats } from "../../core/imports/formats.ts"
import { readImport } from "../../core/imports/read-import.ts"
import type { ImportJob, WorkerNews } from "./worker-messages.ts"

const tell = (news: WorkerNews) => parentPort?.postMessage(news)

async function work({ bytes, format, password }: ImportJob): Promise<WorkerNews> {
  try {
    const reading = await readImport(bytes, importFormats, {
      format,
      password,
      onStep: (step) => tell({ kind: "step", step }),
      readPicture: async (picture) => {
        const { readQrTexts } = await import("../pictures/read-picture-file.ts")
        return [...(await readQrTexts(picture))]
      },
    })
    return { kind: "done", reading }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: "failed", error: error.data }
  }
}

parentPort?.once("message", (job: ImportJob) => {
  void work(job).then(tell)
})
