/** @file Reads tables of other programs' SQLite databases, with SQLite itself (sql.js: wasm, inside its module, so that
 * it is found wherever the code was bundled to). A database can hold code: views, triggers, generated columns,
 * virtual tables. Only plain columns of plain tables are read, within bounds. */
import type { Database, SqlValue } from "sql.js"
import { AppError } from "../../errors.ts"
import { importError } from "../import-error.ts"
import { MAX_ROWS } from "../row-limit.ts"
import { isTree } from "./page-walk.ts"

export type TableRow = Readonly<Record<string, SqlValue>>

/** All values that one reading may take out of a database. */
const MAX_VALUE_LENGTH = 10 * 1024 * 1024

const MAGIC = "SQLite format 3\0"
/** Bytes 18 and 19: the versions for writing and reading; 2 is a write-ahead log, whose file is not at hand. */
const VERSIONS_AT = 18
const ROLLBACK_JOURNAL = 1

/** Whether it is a database whose schema speaks of all these names. Looks at the bytes alone. */
export function isDatabaseWith(bytes: Uint8Array, ...names: readonly string[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    buffer.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)) &&
    names.every((name) => buffer.includes(name))
  )
}

/** Reads all rows of a table, in the order of `orderBy`. Columns that the table does not have are left out. */
export type ReadTable = (table: string, columns: readonly string[], orderBy?: string) => TableRow[]

/**
 * Opens a database for the time of `work`.
 * @param format the name for errors
 * @throws AppError `import`: `damaged` for what SQLite cannot read and for what no app writes, `too-large`, `too-many`
 */
export async function withTables<T>(
  bytes: Uint8Array,
  format: string,
  work: (read: ReadTable) => T,
): Promise<T> {
  if (!isTree(bytes, 1)) throw importError(format, "damaged")
  const copy = Uint8Array.from(bytes)
  copy.fill(ROLLBACK_JOURNAL, VERSIONS_AT, VERSIONS_AT + 2)
  // Half a megabyte: only for those who need it.
  const { default: initSqlJs } = await import("sql.js/dist/sql-wasm-inline.js")
  const { Database } = await initSqlJs()
  let database: Database | null = null
  try {
    database = new Database(copy)
    const open = database
    open.run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")
    return work((table, columns, orderBy) => readTable({ open, bytes, format }, table, columns, orderBy))
  } catch (error) {
    if (error instanceof AppError) throw error
    // Whatever SQLite says of the file; its words could quote from it.
    throw importError(format, "damaged")
  } finally {
    closeQuietly(database)
  }
}

interface Source {
  readonly open: Database
  readonly bytes: Uint8Array
  readonly format: string
}

function readTable(source: Source, table: string, columns: readonly string[], orderBy?: string): TableRow[] {
  const { open, format } = source
  if (!isPlainTable(source, table)) throw importError(format, "damaged")
  const there = plainColumns(open, table)
  const chosen = columns.filter((column) => there.has(column))
  if (chosen.length === 0) throw importError(format, "damaged")
  const order = orderBy !== undefined && there.has(orderBy) ? ` ORDER BY ${quoted(orderBy)}` : ""
  const rows: TableRow[] = []
  let length = 0
  const statement = open.prepare(
    `SELECT ${chosen.map(quoted).join(", ")} FROM ${quoted(table)}${order} LIMIT ${MAX_ROWS + 1}`,
  )
  try {
    while (statement.step()) {
      const values = statement.get()
      length += values.reduce<number>((sum, value) => sum + lengthOf(value), 0)
      if (rows.length === MAX_ROWS) throw importError(format, "too-many")
      if (length > MAX_VALUE_LENGTH) throw importError(format, "too-large")
      rows.push(Object.fromEntries(chosen.map((column, index) => [column, values[index] ?? null])))
    }
  } finally {
    statement.free()
  }
  return rows
}

function isPlainTable({ open, bytes }: Source, table: string): boolean {
  const [found] = open.exec("SELECT type, rootpage, sql FROM sqlite_master WHERE name = ?", [table])
  const [row, ...others] = found?.values ?? []
  if (row === undefined || others.length > 0) return false
  const [type, rootPage, sql] = row
  if (type !== "table" || typeof rootPage !== "number" || typeof sql !== "string") return false
  return /^\s*CREATE\s+TABLE\b/i.test(sql) && isTree(bytes, rootPage)
}

/** Names of the columns that are no expressions. */
function plainColumns(open: Database, table: string): Set<string> {
  const [found] = open.exec("SELECT name, hidden FROM pragma_table_xinfo(?)", [table])
  const plain = (found?.values ?? []).filter(([, hidden]) => hidden === 0)
  return new Set(plain.map(([name]) => String(name)))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function lengthOf(value: SqlValue): number {
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 8
}

function closeQuietly(database: Database | null): void {
  try {
    database?.close()
  } catch {
    // A damaged database may not close; it lives in memory alone.
  }
}
