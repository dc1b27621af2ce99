import { resolve } from "node:path"
import type { RestorePreview, RowLikeness } from "../../core/backup/service.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { givenPassword } from "../password.ts"
import { label } from "./label.ts"

export interface RestoreOptions {
  passwordFile?: string
  settings?: boolean
  dryRun?: boolean
  json?: boolean
}

interface Row {
  readonly what: "account" | "kept" | "key" | "profile"
  readonly name: string
  readonly state: RowLikeness
}

/**
 * `keycard restore FILE`: all that a backup holds and that is not here yet. What is called the same and is not the same
 * stays beside it; a profile cannot, and is left out.
 */
export async function restore(context: Context, file: string, options: RestoreOptions): Promise<void> {
  const { output, asker, backupFiles } = context
  const bytes = await backupFiles.read(resolve(file))
  const { parseBackup } = await import("../../core/backup/container.ts")
  parseBackup(bytes) // what is no backup is refused before a passphrase is asked for
  const passphrase = await givenPassword(asker, options.passwordFile, "Passphrase of the backup")
  const backups = await context.backups()
  const preview = await backups.preview(await backups.open(bytes, passphrase))
  const choice = {
    accounts: placesOf(preview.accounts, ["new", "conflict"]),
    kept: placesOf(preview.kept, ["new"]),
    keys: placesOf(preview.keys, ["new", "conflict"]),
    profiles: placesOf(preview.profiles, ["new"]),
    settings: options.settings === true,
  }
  if (options.dryRun !== true) {
    await context.finishing(backups.restore(preview.content, choice))
    await context.sweep()
  }

  const rows = rowsOf(preview)
  const { missing, withoutPicture } = preview.content
  if (options.json === true) {
    output.json({ dryRun: options.dryRun === true, rows, missing, withoutPicture })
    return
  }
  for (const row of rows) output.data(sentence(row, options.dryRun === true))
  for (const name of missing) output.words(`Not in the backup, or of no use there: ${printable(name)}`)
  for (const name of withoutPicture) output.words(`Without the picture that was its mark: ${printable(name)}`)
}

function placesOf(
  rows: readonly { readonly likeness: RowLikeness }[],
  wanted: readonly RowLikeness[],
): number[] {
  return rows.flatMap(({ likeness }, place) => (wanted.includes(likeness) ? [place] : []))
}

function rowsOf({ content, accounts, kept, keys, profiles }: RestorePreview): Row[] {
  const state = (rows: readonly { readonly likeness: RowLikeness }[], place: number): RowLikeness =>
    rows[place]?.likeness ?? "new"
  return [
    ...content.accounts.map((row, place): Row => ({
      what: "account",
      name: label(row),
      state: state(accounts, place),
    })),
    ...content.kept.map((row, place): Row => ({ what: "kept", name: label(row), state: state(kept, place) })),
    ...content.awsKeys.map(({ name }, place): Row => ({ what: "key", name, state: state(keys, place) })),
    ...content.awsProfiles.map(({ name }, place): Row => ({
      what: "profile",
      name,
      state: state(profiles, place),
    })),
  ]
}

const things: Record<Row["what"], string> = {
  account: "account",
  kept: "entry of another program",
  key: "access key",
  profile: "profile",
}

function sentence({ what, name, state }: Row, isDryRun: boolean): string {
  const thing = `the ${things[what]} ${printable(name)}`
  if (state === "duplicate") return `Kept already: ${thing}`
  if (state === "conflict" && what === "profile") return `Left out: ${thing}: another one has this name`
  const beside = state === "conflict" ? ", beside the one of this name" : ""
  return `${isDryRun ? "Would restore" : "Restored"} ${thing}${beside}`
}
