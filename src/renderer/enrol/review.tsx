import { useEffect, useState, type SyntheticEvent } from "react"
import { Plus } from "lucide-react"
import type { Draft } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { showAccount } from "../codes/selection.ts"
import { place } from "../state.ts"
import { cleanName } from "../ui/clean-name.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { onBeat } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { choiceOf, itemsOf, type Choice, type Choices } from "./choices.ts"
import { closeEnrol, enrol, goTo, type Failed } from "./enrol-state.ts"
import { FailedList } from "./failed-list.tsx"
import { ReviewRow } from "./review-row.tsx"
import { SkippedList } from "./skipped-list.tsx"
import styles from "./review.module.css"

/** What was found, before it is kept: names to change, codes to compare, what to leave out. */
export function Review({ draft, failed }: { draft: Draft; failed: readonly Failed[] }) {
  const [choices, setChoices] = useState<Choices>(new Map())
  const codes = useFreshCodes(draft)
  const items = itemsOf(draft, choices)
  const many = draft.rows.length > 1
  const save = useAction(async () => {
    const { added } = await call("enrol:save", { draftId: draft.draftId, items })
    // Saved: there is nothing to discard any more.
    enrol.set(null)
    place.set("codes")
    const [first] = added
    if (first === undefined) return
    showAccount(first.id)
    const name = cleanName(first.issuer) || cleanName(first.account) || "account"
    toast(added.length === 1 ? `Added ${name}.` : `Added ${added.length} accounts.`)
  })
  const choose = (index: number, choice: Choice) =>
    setChoices((present) => new Map(present).set(index, choice))
  const chooseAll = (fate: "add" | "skip") =>
    setChoices(new Map(draft.rows.map((row) => [row.index, { ...choiceOf(choices, row), fate }])))
  // Enter in a name saves, as it does everywhere.
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (items.length > 0) void save.run()
  }
  const missing = draft.missingParts
  const incomplete = missing !== null && missing.missing.length > 0
  return (
    <Dialog
      title={titleFor(draft)}
      size={many ? "large" : "normal"}
      keep
      onClose={closeEnrol}
      actions={
        <>
          <Button icon={<Plus />} className={styles.more} onClick={() => goTo("ways")}>
            Add more
          </Button>
          <Button data-cancel onClick={closeEnrol}>
            Cancel
          </Button>
          <Button
            look="primary"
            busy={save.busy}
            disabled={items.length === 0}
            type="submit"
            form="review"
            data-autofocus
          >
            {items.length > 1 ? `Save ${items.length} accounts` : "Save account"}
          </Button>
        </>
      }
    >
      <form id="review" className={styles.review} data-enrol onSubmit={submit}>
        {incomplete && (
          <Note
            look="warn"
            title={`${missing.size - missing.missing.length} of ${missing.size} parts read.`}
            detail={`Still missing: ${missing.missing.join(", ")}. Add them, or save what is here and scan the rest later.`}
          >
            <Button size="small" onClick={() => goTo("ways")}>
              Add the next part
            </Button>
          </Note>
        )}
        {failed.length > 0 && <FailedList failed={failed} />}
        {many && (
          <div className={styles.all}>
            <span>
              {items.length} of {draft.rows.length} chosen
            </span>
            <Button size="small" look="quiet" onClick={() => chooseAll("add")}>
              All
            </Button>
            <Button size="small" look="quiet" onClick={() => chooseAll("skip")}>
              None
            </Button>
          </div>
        )}
        <ul className={many ? styles.rows : styles.one}>
          {draft.rows.map((row) => (
            <ReviewRow
              key={row.index}
              row={codes.get(row.index) ?? row}
              choice={choiceOf(choices, row)}
              many={many}
              onChoice={(choice) => choose(row.index, choice)}
            />
          ))}
        </ul>
        <SkippedList skipped={draft.skipped} />
        {save.error !== null && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  )
}

function titleFor({ rows }: Draft): string {
  if (rows.length === 0) return "Nothing to save yet"
  return rows.length === 1 ? "Add this account?" : `${rows.length} accounts found`
}

/** The draft's rows with the codes of this moment, asked for each time one's time is over. */
function useFreshCodes(draft: Draft): ReadonlyMap<number, Draft["rows"][number]> {
  const [fresh, setFresh] = useState(draft)
  const { draftId } = draft
  const turnsAtMs = Math.min(...fresh.rows.map((row) => row.expiresAtMs ?? Infinity))
  useEffect(() => {
    let asked = false
    return onBeat((nowMs) => {
      if (asked || nowMs < turnsAtMs) return
      asked = true
      call("enrol:draft", { draftId }).then(setFresh, () => undefined)
    })
  }, [draftId, turnsAtMs])
  return new Map(fresh.rows.map((row) => [row.index, row]))
}
