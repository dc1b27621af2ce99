import type { AppErrorData } from "../core/errors.ts"
import { exitCodeFor, exitCodes } from "./exit-code.ts"
import { wordsFor } from "./report.ts"

const OTHER = "Keycard could not answer. Its window may be of another version: start it anew."

/**
 * A failure that the running Keycard named, in words. It may be of another version: what has no words here, or lacks
 * what they need, is said without them.
 */
export function explainRunning(error: AppErrorData, nowMs: number): { words: string; exitCode: number } {
  if (error.kind === "locked")
    return { words: "Keycard is locked. Unlock its window, then try again.", exitCode: exitCodes.keychain }
  try {
    // Of an unknown kind there is neither a code nor a word, whatever the types say.
    const exitCode = exitCodeFor(error) as number | undefined
    const words = wordsFor(error, nowMs)
    if (exitCode !== undefined) return { words, exitCode }
  } catch {
    // Fields that its words need are missing.
  }
  return { words: OTHER, exitCode: exitCodes.bug }
}
