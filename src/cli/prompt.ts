import { Writable } from "node:stream"
import { AppError } from "../core/errors.ts"

/** The most that is read from stdin: a text of thousands of links fits. */
const MAX_INPUT_BYTES = 1024 * 1024

/** Where a person answers, if one is there. */
export interface Asker {
  /** Whether questions can be asked: stdin and stderr are a terminal. */
  readonly interactive: boolean
  /** One line. @throws AppError `usage` when nobody can be asked. */
  ask(question: string, options?: { hidden?: boolean }): Promise<string>
  /** All of stdin. @throws AppError `otp` `too-long` past 1 MiB. */
  readAll(): Promise<string>
}

/** Questions go to stderr, so that stdout holds data only; what is typed hidden is not echoed. */
export function createAsker(stdin: NodeJS.ReadStream, stderr: NodeJS.WriteStream): Asker {
  // Both: a pipe on stdin cannot answer, and a question nobody sees is a hang.
  const interactive = stdin.isTTY && stderr.isTTY
  return {
    interactive,
    async ask(question, { hidden = false } = {}) {
      if (!interactive) {
        throw new AppError({ kind: "usage", message: `There is no terminal to ask for: ${question}` })
      }
      const { createInterface } = await import("node:readline")
      let muted = false
      const echo = new Writable({
        write(chunk: Uint8Array, _encoding, done) {
          if (!muted) stderr.write(chunk)
          done()
        },
      })
      const lines = createInterface({ input: stdin, output: echo, terminal: true, historySize: 0 })
      try {
        return await new Promise<string>((resolve, reject) => {
          lines.question(`${question}: `, resolve)
          muted = hidden
          lines.once("SIGINT", () => reject(new AppError({ kind: "cancelled" })))
          lines.once("close", () => reject(new AppError({ kind: "cancelled" })))
        })
      } finally {
        lines.close()
        if (hidden) stderr.write("\n")
      }
    },
    async readAll() {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of stdin as AsyncIterable<Buffer>) {
        size += chunk.byteLength
        if (size > MAX_INPUT_BYTES) throw new AppError({ kind: "otp", part: "uri", problem: "too-long" })
        chunks.push(chunk)
      }
      return Buffer.concat(chunks).toString("utf8")
    },
  }
}
