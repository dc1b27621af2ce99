/** @file What every format that reads a whole file does alike. */
import type { ImportRow, ImportTools } from "./format.ts"
import { importError } from "./import-error.ts"

/** @throws AppError `import` `password-needed` where none was given */
export function neededPassword(tools: ImportTools, format: string): string {
  if (tools.password === null) throw importError(format, "password-needed")
  return tools.password
}

/** Far more than anybody has. Every row costs time, and a list of nothing but commas and brackets has millions. */
export const MAX_ROWS = 20_000

/** @throws AppError `import`: `nothing` where there is no row, `too-large` over {@link MAX_ROWS} */
export function rowsFrom<T>(list: readonly T[], format: string, read: (item: T) => ImportRow): ImportRow[] {
  if (list.length === 0) throw importError(format, "nothing")
  if (list.length > MAX_ROWS) throw importError(format, "too-large")
  return list.map((item) => read(item))
}

/** @throws AppError `import`: `nothing` where there is no row, `too-large` over {@link MAX_ROWS} */
export function someRows(rows: ImportRow[], format: string): ImportRow[] {
  return rowsFrom(rows, format, (row) => row)
}

/** JSON that came out of a decryption; undefined where it is none. */
export function jsonIn(bytes: Uint8Array): unknown {
  const text = textIn(bytes)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** UTF-8; null where it is none. */
export function textIn(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
