import type { Response } from "../../shared/ipc/contract.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { cleanName } from "../ui/clean-name.ts"
import { toast } from "../ui/toast.tsx"
import { counted } from "./backup-words.ts"

/** As long as after an import: what is undone may be a thousand accounts. */
export const UNDO_MS = 20_000

interface Counts {
  readonly accounts: number
  readonly kept: number
  readonly keys: number
  readonly profiles: number
}

/** What was restored. @param settings whether the settings were, too */
export function restoredWords(counts: Counts, settings: boolean): string {
  const said = partsOf(counts)
  if (said === "") return "The settings are restored."
  return `Restored ${said}${settings ? " and the settings" : ""}.`
}

/** What an undo took back, and what stayed because it is the person's own by now. */
export function undoneRestoreWords({ stayed, settings, ...counts }: Response<"backup:undo">): string {
  const said = partsOf(counts)
  const parts = [
    said === "" ? "" : `Removed ${said} again.`,
    settings ? "The settings are as they were." : "",
    stayed.length === 0 ? "" : `${namesOf(stayed)} stayed: changed or in use since.`,
  ].filter((part) => part !== "")
  return parts.length === 0 ? "There was nothing left to undo." : parts.join(" ")
}

function partsOf({ accounts, kept, keys, profiles }: Counts): string {
  const parts = [
    [accounts + kept, "account"],
    [keys, "key"],
    [profiles, "profile"],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => counted(count, what))
    .join(", ")
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => cleanName(name) || "An account without a name")
  const more = names.length - shown.length
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more`
}

export async function undoRestore(batchId: string): Promise<void> {
  try {
    toast(undoneRestoreWords(await call("backup:undo", { batchId })), null, "done", UNDO_MS)
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}
