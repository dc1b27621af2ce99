/** @file Tables as programs export them: RFC 4180, and what spreadsheets make of it (semicolons, tabs, any line end). */
import { parse } from "csv-parse/sync"

/** What a header's line may be long; a longer one is none. */
const MAX_HEADER_LENGTH = 4_096

/** Of a table, with its header; more logins than anybody has. */
const MAX_LINES = 50_000

export interface CsvTable {
  /** Folded as by {@link foldColumn}. */
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** A quote was never closed: what stands behind it could not be read. */
  readonly cut: boolean
  /** It has more rows than are read. */
  readonly tooLong: boolean
}

/** A column's name for comparing: lower case, without spaces, underscores and hyphens. */
export function foldColumn(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "")
}

/** The columns' names, from the first line alone; null where that is no header. Cheap, and never throws. */
export function csvHeader(text: string): string[] | null {
  const line = firstLine(text)
  // No column is called by an address: it is a list of links, or a table without a header.
  if (line === null || line.includes("://")) return null
  const { rows, cut } = parsed(line, delimiterOf(line))
  return cut || rows[0] === undefined ? null : rows[0].map(foldColumn)
}

/** The whole table. Rows may be shorter or longer than the header. */
export function csvTable(text: string): CsvTable {
  const { rows, cut } = parsed(text, delimiterOf(firstLine(text) ?? ""))
  const [header = [], ...rest] = rows
  return { header: header.map(foldColumn), rows: rest, cut, tooLong: rows.length > MAX_LINES }
}

function firstLine(text: string): string | null {
  const start = text.slice(0, MAX_HEADER_LENGTH + 1).trimStart()
  const end = start.search(/[\r\n]/)
  if (end === -1) return start.length > MAX_HEADER_LENGTH || start === "" ? null : start
  return start.slice(0, end)
}

/** Whichever of the three the first line has most of. */
function delimiterOf(line: string): string {
  const count = (delimiter: string) => line.split(delimiter).length
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best))
}

function parsed(text: string, delimiter: string): { rows: string[][]; cut: boolean } {
  const rows: string[][] = []
  const collect = (row: string[]) => {
    rows.push(row)
    return null
  }
  const options = {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: MAX_LINES + 1,
  }
  const depth = Error.stackTraceLimit
  // It makes an error of every row that is shorter than the header, and throws it away: its stack is most of the time.
  Error.stackTraceLimit = 0
  try {
    parse(text, { delimiter, record_delimiter: ["\r\n", "\n", "\r"], on_record: collect, ...options })
    return { rows, cut: false }
  } catch {
    // Its messages quote the file.
    return { rows, cut: true }
  } finally {
    Error.stackTraceLimit = depth
  }
}
