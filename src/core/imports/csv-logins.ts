/** @file Makes a format of a table with one login a row. */
import { csvHeader, csvTable } from "./csv.ts"
import type { ImportFormat, ImportRow } from "./format.ts"
import { importError } from "./import-error.ts"
import { isFilled, isLink, loginRow } from "./login-row.ts"
import { someRows } from "./reading.ts"
import { MAX_ROWS } from "./row-limit.ts"

/** Names of columns, folded. The first that the table has is taken. */
export interface LoginColumns {
  readonly otp: readonly string[]
  readonly name: readonly string[]
  readonly username: readonly string[]
  readonly tags?: readonly string[]
  readonly pinned?: readonly string[]
}

export interface LoginTable {
  readonly id: string
  readonly name: string
  /** By the folded header. */
  readonly isHeader: (header: readonly string[]) => boolean
  readonly columns: LoginColumns
  /** Splits the cell of the tags; without it, the cell is one tag. */
  readonly tagsOf?: (cell: string) => string[]
}

export function loginTableFormat(table: LoginTable): ImportFormat {
  return {
    id: table.id,
    name: table.name,
    recognise: ({ text, json }) => {
      const header = text === null || json !== undefined ? null : csvHeader(text)
      return header !== null && table.isHeader(header)
    },
    read: ({ text }, tools) =>
      Promise.resolve().then(() => {
        tools.onStep({ step: "reading" })
        return someRows(rowsOf(text ?? "", table), table.name)
      }),
  }
}

function rowsOf(text: string, { columns, name, tagsOf = (cell) => [cell] }: LoginTable): ImportRow[] {
  const { header, rows, cut, tooLong } = csvTable(text)
  if (tooLong) throw importError(name, "too-many")
  const found: ImportRow[] = []
  for (const cells of rows) {
    const cell = (names: readonly string[] = []) => cells[columnOf(header, names)] ?? ""
    const otp = otpOf(cells, cell(columns.otp), header)
    if (!isFilled(otp)) continue
    if (found.length === MAX_ROWS) throw importError(name, "too-many")
    const login = {
      name: cell(columns.name),
      username: cell(columns.username),
      tags: tagsOf(cell(columns.tags)).map((tag) => tag.trim()),
      pinned: /^(?:1|true|yes)$/i.test(cell(columns.pinned).trim()),
    }
    found.push(loginRow(otp, login))
  }
  if (cut) found.push({ kind: "skipped", label: "", error: importError(name, "damaged").data })
  return found
}

function columnOf(header: readonly string[], names: readonly string[]): number {
  const name = names.find((candidate) => header.includes(candidate))
  return name === undefined ? -1 : header.indexOf(name)
}

/** Where a row has more or fewer cells than the header names, its link is found wherever it stands. */
function otpOf(cells: readonly string[], cell: string, header: readonly string[]): string {
  if (cells.length === header.length || isLink(cell)) return cell
  return cells.find((other) => /^(?:otpauth|steam):\/\//i.test(other.trim())) ?? cell
}
