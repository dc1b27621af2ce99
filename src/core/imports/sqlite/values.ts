import type { TableRow } from "./read-table.ts"

/** Text of a column; "" for NULL, for what is no text, and for a column that is not there. */
export function textColumn(row: TableRow, name: string): string {
  const value = row[name]
  return typeof value === "string" ? value : ""
}

/** A number as text, for the strict readers of core/otp; `fallback` for NULL and a column that is not there. */
export function numberColumn(row: TableRow, name: string, fallback: string): string {
  const value = row[name] ?? null
  if (value === null) return fallback
  return typeof value === "number" || typeof value === "string" ? String(value) : "?"
}
