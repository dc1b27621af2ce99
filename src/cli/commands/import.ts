import type { EnrolChoice, KeptChoice } from "../../core/accounts/service.ts"
import { AppError } from "../../core/errors.ts"
import type { AppErrorData } from "../../core/errors.ts"
import type { ImportReading } from "../../core/imports/format.ts"
import type { OtpEntry } from "../../core/otp/entry.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { Reported, wordsFor } from "../report.ts"
import { label } from "./label.ts"
import { readFiles } from "./read-files.ts"

export interface ImportOptions {
  passwordFile?: string
  format?: string
  dryRun?: boolean
  reveal?: boolean
  json?: boolean
}

/** `keycard import FILE...`. */
export async function importFiles(
  context: Context,
  files: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const { output } = context
  const { dryRun: isDryRun = false, reveal = false } = options
  if (reveal && !isDryRun)
    throw new AppError({ kind: "usage", message: "--reveal shows secrets and goes with --dry-run only." })
  const reading = await readFiles(context, files, options)
  const found = sortRows(context, reading, isDryRun)
  const { entries, duplicates } = await withoutDuplicates(context, found.entries, isDryRun)
  if (!isDryRun) await keep(context, entries, found.kept)
  if (options.json === true) {
    output.json({
      format: reading.format,
      entries: entries.map((entry) => jsonEntry(entry, reveal)),
      skipped: found.skipped,
      duplicates: reading.duplicates + duplicates,
    })
  } else {
    for (const entry of entries) {
      const secret = reveal ? ` ${entry.secret}` : ""
      output.data(`${isDryRun ? "Would import" : "Imported"} ${label(entry)}${secret}`)
    }
    for (const { row, reason } of found.skipped) output.words(`Entry ${row}: ${reason}`)
  }
  if (reading.duplicates > 0) output.words(`Found more than once and taken once: ${reading.duplicates}.`)
  if (duplicates > 0) output.words(`Kept already, with the same secret: ${duplicates}.`)
  if (found.entries.length + found.kept.length === 0) throw nothingUsable(context, found.errors)
}

interface SkippedLine {
  readonly row: number
  readonly reason: string
  /** Cannot be computed, and is kept for an export. */
  readonly kept?: true
}

/** The rows by what becomes of them. */
function sortRows(context: Context, { rows, name }: ImportReading, isDryRun: boolean) {
  const entries: OtpEntry[] = []
  const kept: KeptChoice[] = []
  const skipped: SkippedLine[] = []
  const errors: AppErrorData[] = []
  for (const each of rows) {
    const { row } = each
    if (each.kind === "entry") entries.push(each.entry)
    else if (each.kind === "kept") {
      kept.push({ ...each.kept, from: name.slice(0, 60) })
      const stays = isDryRun ? "would be kept" : "is kept"
      const why = `Keycard does not make codes of ${each.kept.what}; it ${stays} for an export.`
      skipped.push({ row, reason: printable(`${label(each.kept)}: ${why}`), kept: true })
    } else {
      errors.push(each.error)
      const words = wordsFor(each.error, context.clock.nowMs())
      skipped.push({ row, reason: printable(each.label === "" ? words : `${each.label}: ${words}`) })
    }
  }
  return { entries, kept, skipped, errors }
}

/**
 * What is not kept yet. A dry run asks for nothing: it compares only where the keychain opens without a person, and
 * else says that it did not.
 */
async function withoutDuplicates(context: Context, found: readonly OtpEntry[], isDryRun: boolean) {
  const all = { entries: [...found], duplicates: 0 }
  if (found.length === 0 || (isDryRun && (await context.index.read()).accounts.length === 0)) return all
  const accounts = isDryRun ? await context.unattendedAccounts() : await context.accounts()
  if (accounts === null) {
    context.output.words(
      "Not compared with what is kept: a dry run opens no keychain that may ask for something.",
    )
    return all
  }
  const entries: OtpEntry[] = []
  for (const { entry, likeness } of await accounts.preview(found)) {
    if (likeness.kind === "duplicate") continue
    if (likeness.kind === "conflict") {
      context.output.words(
        `There is a ${label(likeness.with)} with another secret already: both stay, told apart by their ids.`,
      )
    }
    entries.push(entry)
  }
  return { entries, duplicates: found.length - entries.length }
}

async function keep(
  context: Context,
  entries: readonly OtpEntry[],
  kept: readonly KeptChoice[],
): Promise<void> {
  if (entries.length + kept.length === 0) return
  const { output, signal } = context
  const accounts = await context.accounts()
  const choices = entries.map((entry): EnrolChoice => ({ entry }))
  const onProgress = (done: number, total: number) => output.status(`Keeping ${done} of ${total}`)
  await context.finishing(accounts.enrolBatch(choices, { kept, onProgress, signal }))
  await context.sweep()
  output.status(null)
}

/** Says the one reason where there is one, otherwise that nothing could be used. */
function nothingUsable(context: Context, errors: readonly AppErrorData[]): Reported {
  const [only] = errors
  const error: AppErrorData = only !== undefined && errors.length === 1 ? only : { kind: "nothing-usable" }
  context.output.words(wordsFor(error, context.clock.nowMs()))
  return new Reported(error)
}

function jsonEntry(entry: OtpEntry, reveal: boolean) {
  const { issuer, account, type, algorithm, digits, period, counter, secret } = entry
  const shown = { issuer, account, type, algorithm, digits, period, counter }
  return reveal ? { ...shown, secret } : shown
}
