/** @file Passphrases of files: from a file of their own, or asked for. Never among the arguments, where others see them. */
import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { AppError } from "../core/errors.ts"
import { fileError } from "../adapters/files/file-error.ts"
import type { Asker } from "./prompt.ts"

/** The file's first line, or what is typed. @throws AppError `passphrase` `needed`; `file` */
export async function givenPassword(
  asker: Asker,
  file: string | undefined,
  question: string,
): Promise<string> {
  if (file !== undefined) return firstLine(resolve(file))
  if (!asker.interactive) throw new AppError({ kind: "usage", message: NO_TERMINAL })
  return asker.ask(question, { hidden: true })
}

/** The same for one that is chosen: typed twice. @throws AppError `passphrase` `mismatch` */
export async function newPassword(asker: Asker, file: string | undefined, question: string): Promise<string> {
  const chosen = await givenPassword(asker, file, question)
  if (file === undefined && chosen !== (await asker.ask("The same again", { hidden: true })))
    throw new AppError({ kind: "passphrase", problem: "mismatch" })
  return chosen
}

const NO_TERMINAL =
  "There is no terminal to ask for the passphrase: name a file that holds it with --password-file."

async function firstLine(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).split(/\r?\n/, 1)[0] ?? ""
  } catch (error) {
    throw fileError(error, path)
  }
}
