import { AppError, isAppError } from "../../core/errors.ts"
import { combineReadings } from "../../core/imports/combine-readings.ts"
import type { ImportReading, ImportStep } from "../../core/imports/format.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { wordsFor } from "../report.ts"

/** How often a person may type a password. */
const ATTEMPTS = 3

interface Passwords {
  /** From a file. */
  readonly given: string | null
  /** Tried for the next file too. */
  typed: string | null
}

/** Reads files of other programs as one. @throws AppError `usage`, `file`, `import`, `picture`, `cancelled` */
export async function readFiles(
  context: Context,
  files: readonly string[],
  { passwordFile, format = null }: { passwordFile?: string; format?: string | null },
): Promise<ImportReading> {
  if (format !== null) await checkFormat(format)
  if (files.filter((file) => file === "-").length > 1)
    throw new AppError({ kind: "usage", message: "- can be given once." })
  const given = passwordFile === undefined ? null : await context.readFirstLine(passwordFile)
  const passwords: Passwords = { given, typed: null }
  const readings: ImportReading[] = []
  for (const file of files) {
    const bytes = await context.readInput(file)
    readings.push(await readOne(context, bytes, format, passwords))
  }
  context.output.status(null)
  const [first, ...others] = readings
  if (first === undefined) throw new AppError({ kind: "nothing-usable" })
  return combineReadings([first, ...others])
}

async function checkFormat(format: string): Promise<void> {
  // Loaded where it is asked for only: the worker has them all.
  const { importFormats } = await import("../../core/imports/formats.ts")
  const ids = importFormats.map(({ id }) => id)
  if (ids.includes(format)) return
  throw new AppError({ kind: "usage", message: `--format must be one of: ${ids.join(", ")}.` })
}

/** Asks for a password where one is needed and a person is there. */
async function readOne(
  context: Context,
  bytes: Uint8Array,
  format: string | null,
  passwords: Passwords,
): Promise<ImportReading> {
  const { asker, output, signal } = context
  const onProgress = (step: ImportStep, elapsedMs: number) => output.status(progressOf(step, elapsedMs))
  for (let attempt = 1; ; attempt++) {
    const password = passwords.typed ?? passwords.given
    try {
      return await context.importReader({ bytes, format, password }, { onProgress, signal })
    } catch (error) {
      const mayAsk = passwords.given === null && asker.interactive && attempt <= ATTEMPTS
      if (!mayAsk || !asksForPassword(error)) throw error
      if (password !== null) output.words(wordsFor(error.data, context.clock.nowMs()))
      output.status(null)
      const name = printable(error.data.format ?? "this file")
      passwords.typed = await asker.ask(`Password of the export (${name})`, { hidden: true })
    }
  }
}

function asksForPassword(
  error: unknown,
): error is AppError & { data: { kind: "import"; format: string | null } } {
  const problems = ["password-needed", "password-wrong", "password-or-damaged"]
  return isAppError(error, "import") && problems.includes(error.data.problem)
}

function progressOf(step: ImportStep, elapsedMs: number): string {
  const seconds = `${Math.floor(elapsedMs / 1_000)} s`
  switch (step.step) {
    case "deriving-key":
      return `Making the key of the password, ${seconds}`
    case "decoding-pictures":
      return `Looking at picture ${Math.min(step.done + 1, step.total)} of ${step.total}`
    case "reading":
      return `Reading, ${seconds}`
  }
}
