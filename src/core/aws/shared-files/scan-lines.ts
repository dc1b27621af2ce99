/**
 * @file Tells headers, keys and continuation lines apart, as Python's RawConfigParser does. The one place that does:
 * the check of a whole file and the reading of a single section both stand on it. Works on offsets into the text, so
 * that a line costs nothing but its own look.
 */

const SPACE = 0x20
const TAB = 0x09
const CARRIAGE_RETURN = 0x0d
const HASH = 0x23
const SEMICOLON = 0x3b
const OPENING_BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
export const EQUALS = 0x3d
export const COLON = 0x3a

/** Python's `str.strip` and `\s` beyond ASCII, for text without control characters. Unlike JavaScript's, no U+FEFF. */
const WIDE_BLANKS = new Set(
  Array.from("\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", (blank) => blank.charCodeAt(0)).concat(
    Array.from({ length: 11 }, (_, index) => 0x2000 + index),
  ),
)

const isBlank = (code: number): boolean =>
  code === SPACE || code === TAB || (code >= 0xa0 && WIDE_BLANKS.has(code))

function skipBlanks(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(text.charCodeAt(at))) at++
  return at
}

function dropBlanks(text: string, from: number, to: number): number {
  let end = to
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--
  return end
}

/** What stands between two offsets, without the blanks around it. */
export function stripped(text: string, from: number, to: number): string {
  const first = skipBlanks(text, from, to)
  return text.slice(first, dropBlanks(text, first, to))
}

/** How far a line is indented, in characters. */
export const indentOf = (line: string): number => skipBlanks(line, 0, line.length)

/** The offset of the first `=` or `:`, which ends the key; -1 when there is none. */
export function separatorIn(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === EQUALS || code === COLON) return at
  }
  return -1
}

/** Up to the last `]` of the line, and not empty; or `null`: no header. */
function headerName(text: string, from: number, to: number): string | null {
  if (text.charCodeAt(from) !== OPENING_BRACKET) return null
  let end = to - 1
  while (end > from && text.charCodeAt(end) !== CLOSING_BRACKET) end--
  return end > from + 1 ? text.slice(from + 1, end) : null
}

/** Told of each line that means something. `from` and `to` are where it stands without the blanks around it. */
export interface LineVisitor {
  header(name: string, start: number, index: number): void
  option(from: number, to: number, index: number): void
  /** Of the option before it. */
  continuation(from: number, to: number, index: number): void
  /** An empty line after an option. */
  empty(): void
}

/**
 * Walks over the lines between two offsets, of which the first is the start of a file or of a recognised header.
 * Comments are passed over.
 * @param firstIndex the number of the first line.
 */
export function scanLines(
  text: string,
  start: number,
  end: number,
  firstIndex: number,
  see: LineVisitor,
): void {
  let indent = 0
  let inOption = false
  let next = start
  for (let index = firstIndex; next < end; index++) {
    const lineStart = next
    const newline = text.indexOf("\n", lineStart)
    let to = newline < 0 ? end : newline
    next = newline < 0 ? end : newline + 1
    if (to > lineStart && text.charCodeAt(to - 1) === CARRIAGE_RETURN) to--
    const from = skipBlanks(text, lineStart, to)
    if (from === to) {
      if (inOption) see.empty()
      continue
    }
    const code = text.charCodeAt(from)
    if (code === HASH || code === SEMICOLON) continue
    to = dropBlanks(text, from, to)
    if (inOption && from - lineStart > indent) {
      see.continuation(from, to, index)
      continue
    }
    indent = from - lineStart
    const name = headerName(text, from, to)
    inOption = name === null
    if (name === null) see.option(from, to, index)
    else see.header(name, lineStart, index)
  }
}
