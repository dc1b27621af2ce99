import type { ImportRow } from "../../core/aws/config-import/types.ts"
import { AppError } from "../../core/errors.ts"
import { barrierWords, importNoteWords } from "../../shared/words/config-import.ts"
import type { Context } from "../context.ts"
import { printable, table } from "../output.ts"
import { wordsFor } from "../report.ts"
import { sayWhatIsMissing } from "./aws-key-add.ts"
import { importNames, withNames } from "./import-names.ts"

export interface AwsImportOptions {
  dryRun?: boolean
  all?: boolean
  /** `OLD=NEW` each. */
  name?: string[]
  removePlainText?: boolean
  json?: boolean
}

/** `keycard aws import [PROFILE...]`: profiles of AWS's files become profiles here, all that were named or none. */
export async function awsImport(
  context: Context,
  profiles: readonly string[],
  options: AwsImportOptions,
): Promise<void> {
  const { output } = context
  const { dryRun = false, all = false, json = false } = options
  if (all && profiles.length > 0)
    throw new AppError({ kind: "usage", message: "Name profiles, or give --all." })
  if (dryRun && options.removePlainText === true)
    throw new AppError({ kind: "usage", message: "--remove-plain-text does not go with --dry-run." })
  const names = importNames(options.name ?? [])
  const imports = await context.configImport({ opensKeychain: !dryRun })
  const rows = await imports.preview()
  const isListing = profiles.length === 0 && !all
  if (dryRun || isListing) {
    const shown = withNames(isListing || all ? rows : named(rows, profiles), names)
    if (json) output.json(shown.map(jsonRow))
    else listRows(context, shown)
    if (!json && !dryRun && shown.length > 0)
      output.words("Take them over: keycard aws import --all, or with the names of some.")
    return
  }
  const chosen = withNames(all ? rows.filter(canBeTaken) : named(rows, profiles), names)
  if (chosen.length === 0)
    throw new AppError({ kind: "config-import", problem: "nothing-chosen", profile: null })
  for (const row of chosen) refuseImpossible(context, row)
  const wanted = chosen.filter(canBeTaken)
  for (const row of chosen.filter(({ status }) => status === "same"))
    output.words(`${printable(row.profile)} is here already, as ${printable(row.here ?? "")}.`)
  if (wanted.length === 0) {
    if (json) output.json({ profiles: [], keys: [], plainTextLeft: [] })
    return
  }
  const taken = await context.finishing(
    imports.takeOver(
      wanted.map(({ profile }) => profile),
      { removePlainText: options.removePlainText, names: Object.fromEntries(names) },
    ),
  )
  const plainTextLeft = plainLeft(wanted, taken.moved.length > 0 || taken.notMoved.length > 0, taken)
  if (json) {
    output.json({
      profiles: taken.profiles.map(({ id, name, roleArns, mode }) => ({ id, profile: name, roleArns, mode })),
      keys: taken.keys.map(({ id, name, tail }) => ({ id, name, tail })),
      plainTextLeft,
    })
  } else {
    for (const { name, tail } of taken.keys)
      output.data(`Took over the access key ${printable(name)} (…${tail}).`)
    for (const { name } of taken.profiles) output.data(`Took over the profile ${printable(name)}.`)
  }
  for (const row of wanted) sayNotes(context, row)
  for (const { section, error } of taken.notMoved)
    output.words(`${printable(section)}: its plain text stays. ${wordsFor(error, context.clock.nowMs())}`)
  for (const key of taken.keys) sayWhatIsMissing(context, key)
  if (plainTextLeft.length > 0)
    output.words(
      `In plain text still: ${printable(plainTextLeft.join(", "))}. --remove-plain-text takes such keys out of the credentials file.`,
    )
}

const canBeTaken = ({ status }: ImportRow) => status === "new" || status === "taken"

/** @throws AppError `not-found` for a name that neither file has. */
function named(rows: readonly ImportRow[], names: readonly string[]): ImportRow[] {
  return names.map((name) => {
    const row = rows.find(({ profile }) => profile === name)
    if (row === undefined) throw new AppError({ kind: "not-found", what: "profile", query: name })
    return row
  })
}

/** Says why, before anything is done. */
function refuseImpossible({ output }: Context, row: ImportRow): void {
  if (row.barrier === null) return
  const [title, detail] = barrierWords(row.barrier)
  output.words(printable(`${row.profile}: ${title} ${detail}`))
  const problem = row.barrier.kind === "center" ? "center" : "changed"
  throw new AppError({ kind: "config-import", problem, profile: row.profile })
}

/** Sections whose keys are kept here now, and lie in plain text all the same. */
function plainLeft(
  rows: readonly ImportRow[],
  wasAsked: boolean,
  { notMoved }: { readonly notMoved: readonly { readonly section: string }[] },
): string[] {
  const sections = rows.flatMap(({ base }) => (base?.kind === "file" ? [base] : []))
  const left = sections.filter(
    ({ section, file }) =>
      !wasAsked || file === "config" || notMoved.some((each) => each.section === section),
  )
  return [...new Set(left.map(({ section }) => section))]
}

function sayNotes({ output }: Context, row: ImportRow): void {
  for (const note of row.notes) output.words(printable(`${row.profile}: ${importNoteWords(note)}`))
}

const STATUS = { new: "new", same: "is here", taken: "new name", impossible: "stays" } as const

function listRows(context: Context, rows: readonly ImportRow[]): void {
  const { output } = context
  if (rows.length === 0) {
    output.words("AWS's files hold no profile with credentials.")
    return
  }
  output.data(table(rows.map((row) => [STATUS[row.status], printable(row.profile), about(row)])))
  for (const row of rows) {
    if (row.barrier === null) {
      sayNotes(context, row)
      continue
    }
    const [title, detail] = barrierWords(row.barrier)
    output.words(printable(`${row.profile}: ${title} ${detail}`))
  }
}

function about(row: ImportRow): string {
  const { base, roles, center } = row
  if (center !== null) return printable(`${center.roleName} in ${center.accountId}`)
  if (base === null) return ""
  const key = base.kind === "kept" ? `key ${base.name}` : `key …${base.tail}`
  const last = roles.at(-1)
  const way = last === undefined ? key : `${last.arn} with ${key}`
  return printable(row.name === row.profile ? way : `${way}, as ${row.name}`)
}

function jsonRow({ profile, kind, name, status, here, barrier, base, roles, center, ...rest }: ImportRow) {
  const { mfaSerial, region, durationSeconds, mode, notes } = rest
  const key =
    base === null ? null : base.kind === "kept" ? { name: base.name } : { name: base.name, tail: base.tail }
  const why = barrier === null ? null : barrierWords(barrier).join(" ")
  const said = { mfaSerial, region, durationSeconds, mode, notes: notes.map(importNoteWords) }
  return { profile, kind, name, status, here, why, key, roles, center, ...said }
}
