/** @file Failures in words, on stderr: what happened, what to do, and how the command line does it. */
import { AppError, type AppErrorData } from "../core/errors.ts"
import { messageFor } from "../shared/messages.ts"
import { exitCodeFor, exitCodes } from "./exit-code.ts"
import { type Output, printable } from "./output.ts"

/** A failure whose words are out already: only its exit code is left to tell. */
export class Reported extends Error {
  override name = "Reported"
  readonly data: AppErrorData
  constructor(data: AppErrorData) {
    super(data.kind)
    this.data = data
  }
}

/** All is said: only the exit code is left, which need not be Keycard's own. */
export class Ended extends Error {
  override name = "Ended"
  readonly exitCode: number
  constructor(exitCode: number) {
    super(`exit code ${exitCode}`)
    this.exitCode = exitCode
  }
}

/** What happened and what to do, on one line, harmless for a terminal. */
export function wordsFor(error: AppErrorData, nowMs: number): string {
  const { title, detail } = messageFor(error, nowMs)
  return printable([title, stepFor(error) ?? detail].filter((part) => part !== "").join(" "))
}

/** Says a failure. @returns the exit code. */
export function report(output: Output, error: unknown, nowMs: number): number {
  if (error instanceof Reported) return exitCodeFor(error.data)
  if (error instanceof Ended) return error.exitCode
  if (error instanceof AppError) {
    output.words(wordsFor(error.data, nowMs))
    if (error.data.kind === "ambiguous") {
      for (const candidate of error.data.candidates) output.words(`  ${printable(candidate)}`)
    }
    return exitCodeFor(error.data)
  }
  // A bug: its kind and place help whoever mends it; its message might hold what must not be shown.
  const stack = error instanceof Error ? (error.stack ?? "") : ""
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line))
  output.words(
    `This is a fault in Keycard (${error instanceof Error ? error.name : typeof error}). Report it:`,
  )
  output.words(places.slice(0, 5).join("\n"))
  return exitCodes.bug
}

/** The next step where the command line has its own; `null`: the one that the window names too. */
function stepFor(error: AppErrorData): string | null {
  switch (error.kind) {
    case "ambiguous":
      return "Name one of these, or its id:"
    case "not-found":
      if (error.query === undefined) return null
      return error.what === "account"
        ? "See them all: keycard list"
        : error.what === "profile"
          ? "See them all: keycard status"
          : "Add it: keycard aws key add NAME"
    case "keychain":
      if (error.backend === "file" && error.problem === "locked") return PASSPHRASE
      return error.problem === "missing"
        ? "Start your desktop's keyring, or keep secrets in an encrypted file: set KEYCARD_KEYCHAIN=file."
        : null
    case "locked":
      return PASSPHRASE
    case "moving":
      return "Finish it: keycard keychain move os, or file."
    case "passphrase":
      return error.problem === "needed" ? PASSPHRASE : null
    case "import":
      return error.problem === "password-needed"
        ? "Run this in a terminal to be asked for its password, or give --password-file FILE."
        : null
    case "section-not-ours":
      return `${error.permanentKey ? "It holds a permanent key: take that into the keychain first with keycard aws key add NAME --from-profile, or replace it" : "Replace it"} with keycard refresh --replace-existing; what was there comes back when the session is stopped.`
    case "mfa-account-missing":
      return "Link it: keycard aws key edit KEY --account QUERY. Or give a code: keycard refresh --code DIGITS."
    case "code-needed":
      return "Give it with the same command and --code DIGITS."
    case "aws-value":
      return error.field === "mfa-serial"
        ? "Give the ARN of the user's own device, arn:aws:iam::123456789012:mfa/NAME, or the number on a hardware token, with --mfa-serial."
        : null
    case "usage":
      return error.message.endsWith(".") ? "" : null
    case "backup":
      if (error.problem === "exists") return "Choose another name, or replace it with --force."
      return error.problem === "not-set-up" || error.problem === "key-missing"
        ? "Set automatic backups up in the window first."
        : null
    case "cancelled":
      return ""
    default:
      return null
  }
}

const PASSPHRASE =
  "Run this in a terminal to be asked for it, or set KEYCARD_PASSPHRASE_FILE to a file that holds it."
