import type { Entry } from "./model.ts"
import { scanLines, separatorIn, stripped } from "./scan-lines.ts"

interface OpenEntry {
  readonly key: string
  readonly lines: number[]
  readonly values: string[]
}

/** Continuation lines and empty ones joined, without the empty ones at the end. Each is stripped already. */
function joined(values: readonly string[]): string {
  return values.slice(0, values.findLastIndex((value) => value !== "") + 1).join("\n")
}

/**
 * The keys of one section of a file that was found readable.
 * @param start where its header stands. @param end where the next one does, or the text ends.
 * @param header the number of the header's line.
 */
export function readEntries(text: string, start: number, end: number, header: number): Entry[] {
  const entries: OpenEntry[] = []
  let entry: OpenEntry | undefined
  scanLines(text, start, end, header, {
    header: () => undefined,
    option(from, to, index) {
      const separator = separatorIn(text, from, to)
      const key = stripped(text, from, separator).toLowerCase()
      entry = { key, lines: [index], values: [stripped(text, separator + 1, to)] }
      entries.push(entry)
    },
    continuation(from, to, index) {
      if (entry === undefined) return
      entry.values.push(text.slice(from, to))
      for (let own = (entry.lines.at(-1) ?? index) + 1; own <= index; own++) entry.lines.push(own)
    },
    empty: () => entry?.values.push(""),
  })
  return entries.map(({ key, lines, values }) => ({ key, lines, value: joined(values) }))
}
