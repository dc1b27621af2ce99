import { resolve } from "node:path"
import type { LeftOut } from "../../core/backup/service.ts"
import { AppError } from "../../core/errors.ts"
import type { OpenFormat } from "../../core/exports/write-export.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import type { Asker } from "../prompt.ts"
import { newPassword } from "../password.ts"
import { label } from "./label.ts"

export interface ExportOptions {
  plain?: boolean
  to?: OpenFormat | "backup"
  only?: string[]
  passwordFile?: string
  force?: boolean
  json?: boolean
}

/** `keycard export FILE`: an encrypted backup of everything, or an open format where that was asked for twice. */
export async function exportTo(context: Context, file: string, options: ExportOptions): Promise<void> {
  const { output } = context
  const to = options.to ?? (options.plain === true ? "otpauth" : "backup")
  const path = resolve(file)
  if (to === "backup") {
    if (options.plain === true) throw wrong("--plain and --to backup say opposite things.")
  } else {
    if (options.passwordFile !== undefined) throw wrong("--password-file is for encrypted backups.")
    if (options.plain !== true) throw wrong(`--to ${to} is not encrypted. Say so: add --plain.`)
  }
  const ids = options.only === undefined ? null : await idsOf(context, options.only)
  const { accounts, left } =
    to === "backup" ? await backup(context, path, ids, options) : await open(context, path, to, ids, options)
  if (options.json === true) output.json({ file: path, format: to, accounts, left })
  else {
    const many = accounts === 1 ? "1 account" : `${accounts} accounts`
    output.data(`${to === "backup" ? "Backed up" : "Exported"} ${many} to ${printable(path)}`)
  }
  for (const entry of left) output.words(`Left out: ${label(entry)}: ${reasons[entry.reason]}`)
}

interface Done {
  readonly accounts: number
  readonly left: readonly LeftOut[]
}

async function backup(
  context: Context,
  path: string,
  ids: readonly string[] | null,
  { passwordFile, force = false }: ExportOptions,
): Promise<Done> {
  // Refused before anybody types a passphrase.
  if (!force) await refuseExisting(context, path)
  const passphrase = await newPassword(context.asker, passwordFile, "Passphrase for the backup")
  const backups = await context.backups()
  const saved = await backups.save(path, passphrase, { ids: ids ?? undefined, replace: force })
  const named = (names: readonly string[], reason: LeftOut["reason"]) =>
    names.map((account): LeftOut => ({ issuer: "", account, reason }))
  const left = [...named(saved.missing, "secret-missing"), ...named(saved.withoutPicture, "picture")]
  return { accounts: saved.accounts, left }
}

async function open(
  context: Context,
  path: string,
  to: OpenFormat,
  ids: readonly string[] | null,
  { force = false }: ExportOptions,
): Promise<Done> {
  const { asker, backupFiles, clock, random } = context
  if (!force) await refuseExisting(context, path)
  if (asker.interactive) {
    await agree(asker, "This file will hold your secrets for anybody to read. Write it? Type yes", /^yes$/i)
    await agree(
      asker,
      "Nothing will protect it, and a copy may outlive it. Type plain to write it",
      /^plain$/i,
    )
  }
  const [backups, { writeExport }] = await Promise.all([
    context.backups(),
    import("../../core/exports/write-export.ts"),
  ])
  const written = writeExport(to, await backups.outgoing(ids), { nowMs: clock.nowMs(), random })
  await backupFiles.write(path, Buffer.from(written.text, "utf8"), { replace: force })
  return written
}

async function agree(asker: Asker, question: string, wanted: RegExp): Promise<void> {
  if (!wanted.test((await asker.ask(question)).trim())) throw new AppError({ kind: "cancelled" })
}

async function refuseExisting({ backupFiles }: Context, path: string): Promise<void> {
  try {
    await backupFiles.firstLine(path)
  } catch (error) {
    if (error instanceof AppError && error.data.kind === "file" && error.data.problem === "missing") return
    throw error
  }
  throw new AppError({ kind: "backup", problem: "exists", path })
}

async function idsOf(context: Context, queries: readonly string[]): Promise<string[]> {
  const { accounts } = context.listing()
  const ids: string[] = []
  for (const query of queries) ids.push((await accounts.find(query)).id)
  return ids
}

function wrong(message: string): AppError {
  return new AppError({ kind: "usage", message })
}

const reasons: Record<LeftOut["reason"], string> = {
  period: "Google Authenticator knows codes of 30 seconds only.",
  digits: "Google Authenticator knows codes of 6 and 8 digits only.",
  type: "that program does not know its kind of codes.",
  "too-long": "its link is too long for a QR code, and stands there as text.",
  "secret-missing": "the keychain does not hold its secret.",
  "secret-damaged": "what the keychain holds for it cannot be used.",
  picture: "the picture that is its mark had no room, or cannot be read.",
}
