/** @file The worker that alone may compile the QR reader's WebAssembly. Pictures live and die here. */
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url"
import { createEngine, type Engine } from "../../shared/qr/engine.ts"
import { FrameReader } from "../../shared/qr/read-frame.ts"
import { isAuthenticatorLink, readPicture } from "../../shared/qr/read-picture.ts"
import { filePicture, flatten, PictureRefused, screenPicture } from "./decode-pictures.ts"
import type { QrAnswer, QrFound, QrRequest, QrTask } from "./qr-messages.ts"

let engine: Promise<Engine> | null = null
let frames: FrameReader | null = null

async function start(): Promise<Engine> {
  const response = await fetch(wasmUrl)
  return createEngine(await response.arrayBuffer())
}

async function read(task: QrTask): Promise<readonly string[]> {
  engine ??= start()
  const ready = await engine
  switch (task.kind) {
    case "picture":
      return readPicture(ready, await filePicture(task.file))
    case "screen":
      return readPicture(ready, screenPicture(task.width, task.height, task.bgra))
    case "frame":
      if (task.first || frames === null) frames = new FrameReader(ready)
      return frames.read(flatten(task.frame))
  }
}

function sort(texts: readonly string[]): QrFound {
  const links = texts.filter(isAuthenticatorLink)
  return { links, others: texts.length - links.length }
}

// One after the other: two large pictures at once would need twice the memory.
let last: Promise<void> = Promise.resolve()

addEventListener("message", (event: MessageEvent<QrRequest>) => {
  const { id, task } = event.data
  last = last.then(async () => {
    let answer: QrAnswer
    try {
      answer = { id, ok: true, found: sort(await read(task)) }
    } catch (thrown) {
      const problem = thrown instanceof PictureRefused ? thrown.problem : "unreadable"
      answer = { id, ok: false, problem }
    }
    postMessage(answer)
  })
})
