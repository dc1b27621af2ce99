import { AppError } from "../../errors.ts"
import type { AppErrorData } from "../../errors.ts"
import type { Line } from "./model.ts"
import { mayHoldControls } from "./plain-bytes.ts"

export type SharedFileProblem = Extract<AppErrorData, { kind: "aws-file" }>["problem"]

/** The error for a file that botocore cannot parse. @param index of the line, counted from 0 */
export function unreadable(problem: SharedFileProblem, path: string, index: number): AppError {
  return new AppError({ kind: "aws-file", problem, path, line: index + 1 })
}

const LINE_FEED = 0x0a

/** Every control character but the tab; U+0085 too, which Python takes for a line's end in nested values. */
export const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/

const newDecoder = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

function splitBytes(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end + 1))
    start = end + 1
  }
  if (start < bytes.length) lines.push(bytes.subarray(start))
  return lines
}

function toLine(raw: string): Line {
  if (raw.endsWith("\r\n")) return { text: raw.slice(0, -2), ending: "\r\n" }
  if (raw.endsWith("\n")) return { text: raw.slice(0, -1), ending: "\n" }
  return { text: raw, ending: "" }
}

/** @throws AppError for the first line that is not as {@link decodeText} wants it. */
function refuseFirstBadLine(bytes: Uint8Array, path: string): void {
  const decoder = newDecoder()
  for (const [index, rawLine] of splitBytes(bytes).entries()) {
    let raw: string
    try {
      raw = decoder.decode(rawLine)
    } catch {
      throw unreadable("not-utf8", path, index)
    }
    if (index === 0 && raw.startsWith("\ufeff")) throw unreadable("byte-order-mark", path, index)
    const { text } = toLine(raw)
    if (text.includes("\r")) throw unreadable("lone-carriage-return", path, index)
    if (CONTROL.test(text)) throw unreadable("control-character", path, index)
  }
}

function decodeWhole(bytes: Uint8Array): string | null {
  try {
    return newDecoder().decode(bytes)
  } catch {
    return null
  }
}

/**
 * The text of a file, strictly UTF-8.
 * @throws AppError `aws-file`: a byte order mark and invalid UTF-8 make the whole file unreadable to botocore; a lone
 * carriage return is a line's end to Python and none to the SDK for JavaScript; other control characters are not
 * read alike by any two of AWS's tools.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const text = decodeWhole(bytes)
  if (text !== null && !text.startsWith("\ufeff") && !mayHoldControls(bytes)) return text
  refuseFirstBadLine(bytes, path)
  throw unreadable("unreadable", path, 0)
}

/** The lines of a text that {@link decodeText} let pass. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start) + 1 || text.length
    lines.push(toLine(text.slice(start, end)))
    start = end
  }
  return lines
}
