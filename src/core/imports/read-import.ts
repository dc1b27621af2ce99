/** @file Reads a file of another program: which format it is, its rows, and what is wrong with each that cannot be
 * used. Pure: where it runs, and for how long, is decided by who calls it (adapters/imports). */
import { AppError } from "../errors.ts"
import type { AppErrorData, ImportProblem } from "../errors.ts"
import { checkedRow } from "./checked-row.ts"
import { MAX_IMPORT_BYTES } from "./format.ts"
import type { ImportFormat, ImportInput, ImportReading, ImportRow, ImportTools } from "./format.ts"
import { lookAt } from "./input.ts"
import { recognise } from "./recognise.ts"
import { eachOnce } from "./rows-once.ts"

export interface ReadImportOptions extends ImportTools {
  /** The id of the format it is said to be; it is then not looked for. null: by content. */
  readonly format: string | null
}

/**
 * @throws AppError `import`: `too-large` over 10 MiB, `unknown-format`, and what {@link ImportFormat.read} throws; any
 * other failure of a format's reader is `damaged`: no file may end the program.
 */
export async function readImport(
  bytes: Uint8Array,
  formats: readonly ImportFormat[],
  options: ReadImportOptions,
): Promise<ImportReading> {
  if (bytes.length > MAX_IMPORT_BYTES) throw refused("too-large", null)
  const input = lookAt(bytes)
  const format = formatOf(input, formats, options.format)
  if (format === null) throw refused("unknown-format", null)
  const read = await rowsOf(format, input, options)
  if (read.length === 0) throw refused("nothing", format.name)
  const { rows, duplicates } = eachOnce(read.map((row, index) => ({ ...checkedRow(row), row: index + 1 })))
  return { format: format.id, name: format.name, rows: withSafeLabels(rows), duplicates }
}

function formatOf(
  input: ImportInput,
  formats: readonly ImportFormat[],
  asked: string | null,
): ImportFormat | null {
  if (input.bytes.length === 0) return null
  return asked === null ? recognise(input, formats) : (formats.find(({ id }) => id === asked) ?? null)
}

async function rowsOf(format: ImportFormat, input: ImportInput, tools: ImportTools): Promise<ImportRow[]> {
  try {
    return await format.read(input, tools)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError({ kind: "import", problem: "damaged", format: format.name }, { cause: error })
  }
}

function refused(problem: ImportProblem, format: string | null): AppError {
  const data: AppErrorData = { kind: "import", problem, format }
  return new AppError(data)
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
