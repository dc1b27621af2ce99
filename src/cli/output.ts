/** @file The command line's only way to speak: data on stdout, words on stderr, never a secret in words. */

export interface Output {
  /** Whether a person reads stdout: what came from elsewhere is then made harmless for a terminal. */
  readonly isTerminal: boolean
  /** Whether a person reads stderr: then {@link status} shows. */
  readonly isLive: boolean
  /** Data, with a line end. */
  data(text: string): void
  /** One JSON document. */
  json(value: unknown): void
  /** Words for a person. */
  words(text: string): void
  /** On a terminal a line that the next one takes the place of, `null` takes it away; elsewhere nothing. */
  status(text: string | null): void
}

/** Takes away the line that the cursor is on. */
const CLEAR_LINE = "\r\u001b[K"

/** Where words go: a stream that may be a terminal. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean }

/**
 * Writes to streams. What a reader closed early (`| head`) is no error.
 * @param onFailure a stream cannot take what is written, for example a full disk behind `> file`.
 */
export function createOutput(stdout: OutputStream, stderr: OutputStream, onFailure: () => void): Output {
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") onFailure()
    })
  }
  const isLive = stderr.isTTY === true
  let shown = false
  const status = (text: string | null) => {
    if (!isLive || (text === null && !shown)) return
    shown = text !== null
    stderr.write(`${CLEAR_LINE}${text ?? ""}`)
  }
  const data = (text: string) => {
    status(null)
    stdout.write(`${text}\n`)
  }
  return {
    isTerminal: stdout.isTTY === true,
    isLive,
    data,
    json: (value) => data(JSON.stringify(value, null, 2)),
    words: (text) => {
      status(null)
      stderr.write(`${text}\n`)
    },
    status,
  }
}

/** Unix time in milliseconds as ISO 8601 in UTC, whole seconds. */
export function isoTime(unixMs: number): string {
  return new Date(unixMs).toISOString().replace(/\.\d{3}Z$/, "Z")
}

/** What moves a terminal's cursor, or cannot be seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** Joiners belong to letters of some scripts and to emoji; between letters of ASCII they would hide. */
const JOINER = /(?<=[^\0-\x7f])[\u200c\u200d](?=[^\0-\x7f])/uy

/** Text from elsewhere on one line: control and direction characters cannot move a terminal's cursor. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found, at: number) => {
    JOINER.lastIndex = at
    return JOINER.test(text) ? found : "\uFFFD"
  })
}

/** Columns padded to the widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell))
    })
  }
  const pad = (cell: string, column: number) => cell + " ".repeat((widths[column] ?? 0) - width(cell))
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n")
}

/** In code points: right for the names people give, if not for every emoji. */
function width(text: string): number {
  return Array.from(text).length
}
