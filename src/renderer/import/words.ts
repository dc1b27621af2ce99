/** @file What is said of an import. Pure. */
import type { AppErrorData } from "../../core/errors.ts"
import type { ImportProgress } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import type { Asking } from "../enrol/enrol-state.ts"

/** "1 account", "1,000 accounts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`
}

/** For how long main has been at it, once that is long: a key may take many seconds. */
export function elapsedWords({ elapsedMs }: ImportProgress): string {
  return elapsedMs < 2_000 ? "" : `${Math.floor(elapsedMs / 1000)} s`
}

/** What main is doing with a file. */
export function progressWords({ step }: ImportProgress): string {
  switch (step.step) {
    case "deriving-key":
      return step.slots > 1
        ? `Making the key from the password (${step.slot} of ${step.slots})`
        : "Making the key from the password"
    case "reading":
      return "Reading the entries"
    case "decoding-pictures":
      return `Looking for QR codes (${step.done} of ${step.total})`
  }
}

/** What stands at the password field after one that did not open the file. */
export function wrongWords({ format, mayBeDamaged }: Pick<Asking, "format" | "mayBeDamaged">): string {
  const problem = mayBeDamaged ? "password-or-damaged" : "password-wrong"
  const { title, detail } = messageFor({ kind: "import", problem, format } satisfies AppErrorData, 0)
  return `${title} ${detail}`
}

/** That rows of the files were the same as others. */
export function twiceWords(duplicates: number): string {
  const verb = duplicates === 1 ? "is" : "are"
  return `${counted(duplicates, "entry", "entries")} stood in the file more than once and ${verb} listed once.`
}

/** The button that saves. */
export function saveLabel(accounts: number, kept: number): string {
  if (accounts === 0 && kept > 0) return `Keep ${counted(kept, "entry", "entries")}`
  return accounts > 1 ? `Save ${counted(accounts, "account")}` : "Save account"
}

/** What was saved. @param name of the only account */
export function savedWords(accounts: number, kept: number, name: string): string {
  const keptWords = counted(kept, "entry", "entries")
  if (accounts === 0) return `Kept ${keptWords} for export.`
  const added = accounts === 1 ? `Added ${name}` : `Added ${counted(accounts, "account")}`
  return kept === 0 ? `${added}.` : `${added}, kept ${keptWords} for export.`
}

/** What an undo took back. */
export function undoneWords({ removed, restored }: { removed: number; restored: number }): string {
  const back =
    restored === 0
      ? ""
      : ` ${counted(restored, "account")} that ${restored === 1 ? "was" : "were"} replaced ${restored === 1 ? "is" : "are"} back.`
  return `Removed ${counted(removed, "account")} again.${back}`
}
