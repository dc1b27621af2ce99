import { useEffect, useState, type SyntheticEvent } from "react"
import { Plus } from "lucide-react"
import type { Draft } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { KeptChoices } from "../import/kept-choices.tsx"
import { saveLabel, twiceWords } from "../import/words.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { onBeat } from "../ui/tick.ts"
import { choiceOf, type Choice } from "./choices.ts"
import { goTo, show, type Enrol } from "./enrol-state.ts"
import { FailedList } from "./failed-list.tsx"
import { MissingParts } from "./missing-parts.tsx"
import { ReviewRow } from "./review-row.tsx"
import { SkippedList } from "./skipped-list.tsx"
import { useSave } from "./use-save.ts"
import styles from "./review.module.css"

/** What was found, before it is kept: names to change, codes to compare, what to leave out. */
export function Review({ present, draft }: { present: Enrol; draft: Draft }) {
  const { choices, duplicates, failed, kept: unknown, leftOut } = present
  const codes = useFreshCodes(draft)
  const { accounts, kept, save, cancel } = useSave(present, draft)
  const many = draft.rows.length > 1
  const nothing = accounts + kept === 0
  const choose = (index: number, choice: Choice) => show({ choices: new Map(choices).set(index, choice) })
  const chooseAll = (fate: "add" | "skip") =>
    show({
      choices: new Map(draft.rows.map((row) => [row.index, { ...choiceOf(choices, row), fate }])),
    })
  // Enter in a name saves, as it does everywhere.
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!nothing) void save.run()
  }
  return (
    <Dialog
      title={titleFor(draft, unknown.length)}
      size={many ? "large" : "normal"}
      keep
      onClose={cancel}
      actions={
        <>
          <Button icon={<Plus />} className={styles.more} onClick={() => goTo("ways")}>
            Add more
          </Button>
          <Button data-cancel onClick={cancel}>
            Cancel
          </Button>
          <Button
            look="primary"
            busy={save.busy}
            disabled={nothing}
            type="submit"
            form="review"
            data-autofocus
          >
            {saveLabel(accounts, kept)}
          </Button>
        </>
      }
    >
      <form
        id="review"
        className={styles.review}
        data-enrol
        data-saving={save.busy || undefined}
        onSubmit={submit}
      >
        <MissingParts draft={draft} />
        {failed.length > 0 && <FailedList failed={failed} />}
        {many && (
          <div className={styles.all}>
            <span>
              {accounts} of {draft.rows.length} chosen
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
        <KeptChoices kept={unknown} leftOut={leftOut} onChange={(next) => show({ leftOut: next })} />
        {duplicates > 0 && <p className={styles.twice}>{twiceWords(duplicates)}</p>}
        <SkippedList skipped={draft.skipped} />
        {save.error !== null && (
          <ErrorNote error={save.error} look={save.error.kind === "cancelled" ? "warn" : "danger"} />
        )}
      </form>
    </Dialog>
  )
}

function titleFor({ rows }: Draft, kept: number): string {
  if (rows.length === 0) return kept > 0 ? "Keep these for export?" : "Nothing to save yet"
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
