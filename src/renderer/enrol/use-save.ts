import { useEffect, useState } from "react"
import type { Draft } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf, on } from "../api.ts"
import { showAccount } from "../codes/selection.ts"
import { savedWords, undoneWords } from "../import/words.ts"
import { place } from "../state.ts"
import { cleanName } from "../ui/clean-name.ts"
import { toast } from "../ui/toast.tsx"
import { useAction, type Action } from "../ui/use-action.ts"
import { itemsOf } from "./choices.ts"
import { closeEnrol, enrol, type Enrol } from "./enrol-state.ts"

/** Longer than other messages: what is undone may be a thousand accounts. */
const undoMs = 20_000

export interface Saving {
  /** How many accounts would be saved, and how many entries kept that cannot be computed. */
  readonly accounts: number
  readonly kept: number
  readonly save: Action<[]>
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Stops the saving, which takes back what it did; or, while nothing is saved, closes the dialog. */
  readonly cancel: () => void
}

/** Saving what is chosen of a draft, how far it is, and how to stop it. Afterwards the list shows it, with an undo. */
export function useSave(present: Enrol, draft: Draft): Saving {
  const { draftId } = draft
  const [progress, setProgress] = useState<Saving["progress"]>(null)
  const items = itemsOf(draft, present.choices)
  const kept = present.kept.map(({ row }) => row).filter((row) => !present.leftOut.has(row))
  useEffect(
    () =>
      on("enrol:progress", ({ draftId: of, done, total }) => {
        if (of === draftId) setProgress({ done, total })
      }),
    [draftId],
  )
  const save = useAction(async () => {
    setProgress(null)
    const saved = await call("enrol:save", { draftId, items, kept })
    // Saved: there is nothing to discard any more.
    enrol.set(null)
    place.set("codes")
    const [first] = saved.added
    if (first !== undefined) showAccount(first.id)
    const name = cleanName(first?.issuer ?? "") || cleanName(first?.account ?? "") || "account"
    const undo = { label: "Undo", run: () => void undoSaving(saved.batchId) }
    toast(savedWords(saved.added.length, saved.kept, name), undo, "done", undoMs)
  })
  const cancel = () => {
    if (save.busy) call("enrol:cancel", { draftId }).catch(() => undefined)
    else closeEnrol()
  }
  return { accounts: items.length, kept: kept.length, save, progress, cancel }
}

async function undoSaving(batchId: string): Promise<void> {
  try {
    toast(undoneWords(await call("enrol:undo", { batchId })))
  } catch (thrown) {
    const { title, detail } = messageFor(errorOf(thrown), Date.now())
    toast(`${title} ${detail}`, null, "failed")
  }
}
