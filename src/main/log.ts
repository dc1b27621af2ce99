/** @file The only log of the window: one line an event, redacted, in a file of bounded size. */
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { describeFailure, redact } from "./redact.ts"

/** At this size a log becomes `<name>.1`, which replaces the one before. */
const MAX_BYTES = 256 * 1024

export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, cause?: unknown): void
}

/**
 * @param path of the file; its folder is made, private to the user. A log that cannot be written is left out.
 * @param echo also on stderr, for development
 */
export function createLog(path: string, options: { echo: boolean; nowMs: () => number }): Log {
  let size = -1
  const write = (level: string, message: string) => {
    const line = `${new Date(options.nowMs()).toISOString()} ${level} ${redact(message)}\n`
    if (options.echo) process.stderr.write(line)
    try {
      if (size < 0) {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      }
      if (size + line.length > MAX_BYTES && size > 0) {
        renameSync(path, `${path}.1`)
        size = 0
      }
      appendFileSync(path, line, { mode: 0o600 })
      size += Buffer.byteLength(line)
    } catch {
      // A full disk must not keep anybody from their codes.
    }
  }
  return {
    info: (message) => write("info", message),
    warn: (message) => write("warn", message),
    error: (message, cause) =>
      write("error", cause === undefined ? message : `${message}: ${describeFailure(cause)}`),
  }
}
