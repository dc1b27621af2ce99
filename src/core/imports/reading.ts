/** @file What every format that reads a whole file does alike. */
import { textIn } from "./encoded.ts"
import type { ImportRow, ImportTools } from "./format.ts"
import { importError } from "./import-error.ts"
import { jsonValue } from "./json-fields.ts"
import { limited, MAX_ROWS } from "./row-limit.ts"

/** @throws AppError `import` `password-needed` where none was given */
export function neededPassword(tools: ImportTools, format: string): string {
  if (tools.password === null) throw importError(format, "password-needed")
  return tools.password
}

/** @throws AppError `import`: `nothing` where there is no row, `too-many` */
export function rowsFrom<T>(list: readonly T[], format: string, read: (item: T) => ImportRow): ImportRow[] {
  if (list.length === 0) throw importError(format, "nothing")
  return limited(list, format).map((item) => read(item))
}

/** @throws AppError `import`: `nothing` where there is no row, `too-many` */
export function someRows(rows: ImportRow[], format: string): ImportRow[] {
  return rowsFrom(rows, format, (row) => row)
}

/**
 * The rows of things of which each has none, one or several.
 * @throws AppError `import`: `nothing`, and `too-many` as soon as there are
 */
export function rowsOfEach<T>(
  things: Iterable<T>,
  format: string,
  rowsOf: (thing: T) => readonly ImportRow[],
): ImportRow[] {
  const found: ImportRow[] = []
  for (const thing of things) {
    found.push(...rowsOf(thing))
    if (found.length > MAX_ROWS) throw importError(format, "too-many")
  }
  return someRows(found, format)
}

/** JSON that came out of a decryption; undefined where it is none. */
export function jsonIn(bytes: Uint8Array): unknown {
  const text = textIn(bytes)
  return text === null ? undefined : jsonValue(text)
}
