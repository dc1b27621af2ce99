import { AppError, type AppErrorData } from "../../core/errors.ts"
import type { OtpEntry } from "../../core/otp/entry.ts"
import { readTexts, type TextsReading } from "../../core/otp/read-texts.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { wordsFor } from "../report.ts"
import { label } from "./label.ts"

export interface AddOptions {
  dryRun?: boolean
  json?: boolean
}

/** A word and a colon: an address of some kind, and not the letter of a drive. */
const SCHEME = /^\s*[a-z][a-z0-9+.-]+:/i

/** What a text file must hold to be read as links, usable or not. */
const LINK = /\b(otpauth|otpauth-migration|steam|motp|yaotp):/i

/** `keycard add <otpauth-URI | image file | ->`. */
export async function add(context: Context, sources: readonly string[], options: AddOptions): Promise<void> {
  const { output } = context
  const texts: string[] = []
  for (const source of sources) texts.push(...(await textsOf(context, source)))
  const read = readTexts(texts)
  if (read.missingParts !== null) {
    const { size, missing } = read.missingParts
    output.words(`This export has ${size} parts; still missing: ${missing.join(", ")}.`)
  }
  if (read.entries.length === 0) throw nothingUsable(read.skipped.map(({ error }) => error))

  const skipped = reasonsOf(context, read)
  const added = await whatIsNew(context, read.entries, options.dryRun === true, skipped)

  if (options.json === true) {
    output.json({
      added: added.map(({ id, issuer, account, type, algorithm, digits, period }) => ({
        id,
        issuer,
        account,
        type,
        algorithm,
        digits,
        period,
      })),
      skipped: skipped.map((reason) => ({ reason })),
    })
    return
  }
  for (const entry of added) output.data(`${options.dryRun === true ? "Would add" : "Added"} ${label(entry)}`)
  for (const reason of skipped) output.words(`Skipped: ${printable(reason)}`)
}

async function textsOf(context: Context, source: string): Promise<string[]> {
  const { asker, output } = context
  if (source === "-") {
    return [asker.interactive ? await asker.ask("otpauth:// link", { hidden: true }) : await asker.readAll()]
  }
  const text = await context.readText(source)
  if (text !== null) {
    if (!LINK.test(text)) throw new AppError({ kind: "nothing-usable" })
    return [text]
  }
  if (!SCHEME.test(source)) return context.readQr(source)
  if (/^\s*otpauth(-migration)?:/i.test(source)) {
    output.words(
      "A secret on the command line can be seen by other programs and stays in the shell's history. Next time: keycard add -",
    )
  }
  return [source]
}

/** Why rows cannot be used; where there are several rows, which. */
function reasonsOf(context: Context, { entries, skipped }: TextsReading): string[] {
  const several = entries.length + skipped.length > 1
  return skipped.map(({ row, label: name, error }) => {
    const words = wordsFor(error, context.clock.nowMs())
    return several ? `${name === "" ? `entry ${row}` : `entry ${row}, ${name}`}: ${words}` : words
  })
}

/** Keeps what is not kept yet, unless it is a dry run; what is `skipped` for that reason is added there. */
async function whatIsNew(
  context: Context,
  entries: readonly OtpEntry[],
  isDryRun: boolean,
  skipped: string[],
): Promise<(OtpEntry & { id: string | null })[]> {
  const work = async () => {
    const fresh = await withoutDuplicates(context, entries, isDryRun, skipped)
    if (isDryRun || fresh.length === 0) return fresh.map((entry) => ({ ...entry, id: null }))
    return keep(context, fresh)
  }
  if (isDryRun) return work()
  // The keychain may ask for a passphrase: nobody else waits for that.
  await context.accounts()
  // One after the other: two that add the same secret at once would both find that it is new.
  return context.mutex.hold("enrol", work)
}

/** What is not kept yet. With nothing kept there is nothing to compare with: a dry run then needs no keychain. */
async function withoutDuplicates(
  context: Context,
  entries: readonly OtpEntry[],
  isDryRun: boolean,
  skipped: string[],
): Promise<OtpEntry[]> {
  if (isDryRun && (await context.index.read()).accounts.length === 0) return [...entries]
  const accounts = await context.accounts()
  const fresh: OtpEntry[] = []
  for (const { entry, likeness } of await accounts.preview(entries)) {
    if (likeness.kind === "duplicate") {
      skipped.push(`${label(likeness.of)} is kept already, with the same secret.`)
      continue
    }
    if (likeness.kind === "conflict") {
      context.output.words(
        `There is a ${label(likeness.with)} with another secret already: both stay, told apart by their ids.`,
      )
    }
    fresh.push(entry)
  }
  return fresh
}

async function keep(context: Context, fresh: readonly OtpEntry[]): Promise<(OtpEntry & { id: string })[]> {
  const accounts = await context.accounts()
  const kept = await accounts.enrol(fresh.map((entry) => ({ entry })))
  await context.sweep()
  return fresh.map((entry, place) => {
    const account = kept[place]
    if (account === undefined) throw new Error("fewer accounts were kept than enrolled")
    return { ...entry, id: account.id, issuer: account.issuer, account: account.account }
  })
}

/** The one reason, where there is one; otherwise that nothing could be used. */
function nothingUsable(errors: readonly AppErrorData[]): AppError {
  const [only] = errors
  return new AppError(only !== undefined && errors.length === 1 ? only : { kind: "nothing-usable" })
}
