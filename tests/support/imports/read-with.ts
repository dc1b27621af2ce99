import { isAppError } from "../../../src/core/errors.ts"
import type { AppErrorData, ImportProblem } from "../../../src/core/errors.ts"
import type { ImportFormat, ImportRow, ImportStep, KeptEntry } from "../../../src/core/imports/format.ts"
import { lookAt } from "../../../src/core/imports/input.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"

export interface Attempt {
  readonly password?: string | null
  readonly onStep?: (step: ImportStep) => void
}

/** Reads bytes with one format, as the engine would after recognising it. */
export function readWith(
  format: ImportFormat,
  bytes: Uint8Array,
  { password = null, onStep = () => undefined }: Attempt = {},
): Promise<ImportRow[]> {
  return format.read(lookAt(bytes), { password, onStep, readPicture: () => Promise.resolve([]) })
}

/** The first format that knows the bytes. */
export function recognised(formats: readonly ImportFormat[], bytes: Uint8Array): ImportFormat | undefined {
  const input = lookAt(bytes)
  return formats.find((format) => format.recognise(input))
}

/** Why the whole file was refused; "read" where it was not. */
export async function problemOf(work: Promise<unknown>): Promise<ImportProblem | "read"> {
  try {
    await work
    return "read"
  } catch (error) {
    if (!isAppError(error, "import")) throw error
    return error.data.problem
  }
}

export const utf8 = (text: string) => new TextEncoder().encode(text)
export const json = (value: unknown) => utf8(JSON.stringify(value))

export function entriesOf(rows: readonly ImportRow[]): OtpEntry[] {
  return rows.flatMap((row) => (row.kind === "entry" ? [row.entry] : []))
}

export function keptIn(rows: readonly ImportRow[]): KeptEntry[] {
  return rows.flatMap((row) => (row.kind === "kept" ? [row.kept] : []))
}

export function skippedIn(rows: readonly ImportRow[]): { label: string; error: AppErrorData }[] {
  return rows.flatMap((row) => (row.kind === "skipped" ? [{ label: row.label, error: row.error }] : []))
}
