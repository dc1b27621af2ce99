import { AppError, type AppErrorData } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { printable } from "../output.ts"
import { Reported, wordsFor } from "../report.ts"

/** `keycard qr <image>...`: what the QR codes say. Needs no keychain, stores nothing. */
export async function qr(
  context: Context,
  files: readonly string[],
  options: { json?: boolean },
): Promise<void> {
  const { output, clock } = context
  const results: { file: string; texts: string[] }[] = []
  const failures: AppErrorData[] = []
  for (const file of files) {
    try {
      results.push({ file, texts: await context.readQr(file) })
    } catch (error) {
      if (!(error instanceof AppError) || error.data.kind === "cancelled") throw error
      // One picture that cannot be used does not hold up the others.
      results.push({ file, texts: [] })
      failures.push(error.data)
      const words = wordsFor(error.data, clock.nowMs())
      output.words(error.data.kind === "file" ? words : `${printable(file)}: ${words}`)
    }
  }
  if (options.json === true) output.json(results)
  else {
    const shown = output.isTerminal ? printable : (text: string) => text
    for (const { file, texts } of results) {
      const prefix = files.length > 1 ? `${file}\t` : ""
      for (const text of texts) output.data(shown(`${prefix}${text}`))
    }
  }
  const [first] = failures
  if (first !== undefined && failures.length === files.length) throw new Reported(first)
}
