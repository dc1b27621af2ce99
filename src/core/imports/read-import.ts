/** @file Reads a file of another program: which format it is, its rows, and what is wrong with each that cannot be
 * used. Pure: where it runs, and for how long, is decided by who calls it (adapters/imports). */
import { AppError } from "../errors.ts"
import { checkedRow } from "./checked-row.ts"
import { MAX_IMPORT_BYTES } from "./format.ts"
import type { ImportFormat, ImportInput, ImportReading, ImportRow, ImportTools } from "./format.ts"
import { damagedJson } from "./damaged-json.ts"
import { importError, isImportProblem } from "./import-error.ts"
import { lookAt } from "./input.ts"
import { isOverfull } from "./piece-limit.ts"
import { eachOnce } from "./rows-once.ts"

export interface ReadImportOptions extends ImportTools {
  /** The id of the format it is said to be; it is then not looked for. null: by content. */
  readonly format: string | null
}

/**
 * @throws AppError `import`: `too-large` over 10 MiB, `too-many`, `unknown-format`, and what {@link ImportFormat.read} throws; any
 * other failure of a format's reader is `damaged`: no file may end the program.
 */
export async function readImport(
  bytes: Uint8Array,
  formats: readonly ImportFormat[],
  options: ReadImportOptions,
): Promise<ImportReading> {
  if (bytes.length > MAX_IMPORT_BYTES) throw importError(null, "too-large")
  const input = lookAt(bytes)
  if (input.text !== null && isOverfull(input.text)) throw importError(null, "too-many")
  const { format, read } = await firstReading(input, formats, options)
  if (read.length === 0) throw importError(format.name, "nothing")
  const { rows, duplicates } = eachOnce(read.map((row, index) => ({ ...checkedRow(row), row: index + 1 })))
  return { format: format.id, name: format.name, rows: withSafeLabels(rows), duplicates }
}

/** Of the first format that this is; one may see only as it reads that it is not its own. */
async function firstReading(
  input: ImportInput,
  formats: readonly ImportFormat[],
  options: ReadImportOptions,
): Promise<{ format: ImportFormat; read: ImportRow[] }> {
  const asked = options.format
  for (const format of input.bytes.length === 0 ? [] : formats) {
    if (asked === null ? !format.recognise(input) : format.id !== asked) continue
    try {
      return { format, read: await rowsOf(format, input, options) }
    } catch (error) {
      if (!isImportProblem(error, "unknown-format")) throw error
    }
  }
  const damaged = asked === null ? damagedJson(input, formats) : null
  throw damaged === null ? importError(null, "unknown-format") : importError(damaged.name, "damaged")
}

async function rowsOf(format: ImportFormat, input: ImportInput, tools: ImportTools): Promise<ImportRow[]> {
  try {
    return await format.read(input, tools)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError({ kind: "import", problem: "damaged", format: format.name }, { cause: error })
  }
}

/** A name of a skipped row that holds a secret of this very file is none to show. */
function withSafeLabels(rows: ImportReading["rows"]): ImportReading["rows"] {
  if (!rows.some(({ kind }) => kind === "skipped")) return rows
  const secrets = rows.flatMap((row) => (row.kind === "entry" ? [row.entry.secret] : []))
  return rows.map((row) => {
    if (row.kind !== "skipped" || row.label === "") return row
    const bare = row.label.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase()
    return secrets.some((secret) => bare.includes(secret)) ? { ...row, label: "" } : row
  })
}
