import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { lookAt } from "../../../src/core/imports/input.ts"
import type { ImportFormat, ImportRow, ImportStep, ImportTools } from "../../../src/core/imports/format.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { AppErrorData } from "../../../src/core/errors.ts"
import { fileFormats } from "../../../src/core/imports/formats-files.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Tools whose pictures hold what `pictures` says of their bytes; nothing by default. */
export function toolsOf(changes: Partial<ImportTools> = {}): ImportTools & { readonly steps: ImportStep[] } {
  const steps: ImportStep[] = []
  return {
    password: null,
    onStep: (step) => steps.push(step),
    readPicture: () => Promise.resolve([]),
    ...changes,
    steps,
  }
}

/** The format that takes these bytes, as the list of formats is tried. */
export function formatOf(bytes: Uint8Array): ImportFormat | undefined {
  const input = lookAt(bytes)
  return fileFormats.find((format) => format.recognise(input))
}

/** All rows, by the format that takes the bytes. */
export async function rowsOf(
  content: Uint8Array | string,
  tools: Partial<ImportTools> = {},
): Promise<ImportRow[]> {
  const bytes = typeof content === "string" ? bytesOf(content) : content
  const format = formatOf(bytes)
  if (format === undefined) throw new Error("no format takes this")
  return format.read(lookAt(bytes), toolsOf(tools))
}

export function entriesOf(rows: readonly ImportRow[]): OtpEntry[] {
  return rows.flatMap((row) => (row.kind === "entry" ? [row.entry] : []))
}

export function skippedOf(rows: readonly ImportRow[]): { label: string; error: AppErrorData }[] {
  return rows.flatMap((row) => (row.kind === "skipped" ? [{ label: row.label, error: row.error }] : []))
}

/** What a reading was refused with; rejects with anything that is no AppError. */
export async function refusalOfReading(work: Promise<unknown>): Promise<AppErrorData> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error.data
    throw error
  }
  throw new Error("nothing was refused")
}

/** A fixture of ours, by its path under tests/fixtures/imports. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(import.meta.dirname, "../../fixtures/imports", path)))
}

/** Cuts, and flips of one bit, of a file: what a reading must refuse, or read in part, and never stumble over. */
export async function expectOnlyRefusals(
  bytes: Uint8Array,
  tools: Partial<ImportTools> = {},
  step = 7,
): Promise<void> {
  for (let at = 0; at < bytes.length; at += step) {
    const flipped = Uint8Array.from(bytes)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
    for (const damaged of [bytes.slice(0, at), flipped]) {
      if (formatOf(damaged) === undefined) continue
      await rowsOf(damaged, tools).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      })
    }
  }
}
