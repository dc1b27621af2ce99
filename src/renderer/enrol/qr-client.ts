/** @file The page's end of the QR worker: starts it when first needed, and drops it to cancel. */
import workerUrl from "./qr-worker.ts?worker&url"
import { RequestFailed } from "../api.ts"
import type { QrAnswer, QrFound, QrRequest, QrTask } from "./qr-messages.ts"

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string }
}

/** The page's one Trusted Types policy: it makes this worker's address and refuses every other. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("app-worker", {
  createScriptURL: (url) => {
    if (url !== workerUrl) throw new TypeError("not the worker's address")
    return url
  },
})

interface Waiting {
  resolve: (found: QrFound) => void
  reject: (reason: RequestFailed) => void
}

let worker: Worker | null = null
let lastId = 0
const waiting = new Map<number, Waiting>()

function start(): Worker {
  const started = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: "module" })
  started.addEventListener("message", ({ data }: MessageEvent<QrAnswer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.ok) asked?.resolve(data.found)
    else asked?.reject(new RequestFailed({ kind: "picture", problem: data.problem }))
  })
  started.addEventListener("error", () => drop(new RequestFailed({ kind: "unexpected" })))
  return started
}

function drop(reason: RequestFailed): void {
  worker?.terminate()
  worker = null
  const all = [...waiting.values()]
  waiting.clear()
  for (const { reject } of all) reject(reason)
}

/** What QR codes a picture holds. @throws RequestFailed `picture`, `cancelled`, `unexpected` */
export function readQr(task: QrTask): Promise<QrFound> {
  worker ??= start()
  lastId += 1
  const request: QrRequest = { id: lastId, task }
  const transfer: Transferable[] =
    task.kind === "frame"
      ? [task.frame]
      : task.kind === "screen" && task.bgra.buffer instanceof ArrayBuffer
        ? [task.bgra.buffer]
        : []
  const answered = new Promise<QrFound>((resolve, reject) => waiting.set(request.id, { resolve, reject }))
  worker.postMessage(request, transfer)
  return answered
}

/** Ends whatever is being read; what it was reading is forgotten. */
export function cancelQr(): void {
  drop(new RequestFailed({ kind: "cancelled" }))
}
