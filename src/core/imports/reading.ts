/** @file What every format that reads a whole file does alike. */
import type { ImportRow, ImportTools } from "./format.ts"
import { importError } from "./import-error.ts"

/** @throws AppError `import` `password-needed` where none was given */
export function neededPassword(tools: ImportTools, format: string): string {
  if (tools.password === null) throw importError(format, "password-needed")
  return tools.password
}

/** @throws AppError `import` `nothing` where there is no row */
export function someRows(rows: ImportRow[], format: string): ImportRow[] {
  if (rows.length === 0) throw importError(format, "nothing")
  return rows
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
