import { useEffect, useMemo, useRef } from "react"
import { Plus } from "lucide-react"
import type { Draft } from "../../shared/ipc/views.ts"
import { goTo, type Enrol } from "../enrol/enrol-state.ts"
import { FailedList } from "../enrol/failed-list.tsx"
import { MissingParts } from "../enrol/missing-parts.tsx"
import { useSave } from "../enrol/use-save.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Progress } from "../ui/progress.tsx"
import { groupCounts, linesOf, type Line } from "./groups.ts"
import { PreviewList, type PreviewListHandle } from "./preview-list.tsx"
import { counted, saveLabel, twiceWords } from "./words.ts"
import styles from "./preview.module.css"

/** What a large import brings, before it is kept: sorted by what there is to decide. */
export function Preview({ present, draft }: { present: Enrol; draft: Draft }) {
  const { kept, duplicates, failed } = present
  const { accounts, kept: keeping, save, progress, cancel } = useSave(present, draft)
  const lines = useMemo(() => linesOf(draft, kept), [draft, kept])
  const list = useRef<PreviewListHandle>(null)
  const nothing = accounts + keeping === 0
  const main = useRef<HTMLButtonElement>(null)
  // The button that had the focus is gone: the one in its place gets it.
  useEffect(() => main.current?.focus(), [save.busy])
  return (
    <Dialog
      title={save.busy ? "Saving" : `${counted(draft.rows.length + kept.length, "entry", "entries")} found`}
      size="large"
      keep
      onClose={cancel}
      actions={
        save.busy ? (
          <Button ref={main} onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <>
            <Button icon={<Plus />} className={styles.more} onClick={() => goTo("ways")}>
              Add more
            </Button>
            <Button data-cancel onClick={cancel}>
              Cancel
            </Button>
            <Button
              ref={main}
              look="primary"
              disabled={nothing}
              data-autofocus
              onClick={() => void save.run()}
            >
              {saveLabel(accounts, keeping)}
            </Button>
          </>
        )
      }
    >
      <div className={styles.preview} data-enrol data-saving={save.busy || undefined}>
        {save.busy ? (
          <Progress
            label={
              progress === null
                ? `Saving ${counted(accounts + keeping, "entry", "entries")}`
                : `${progress.done.toLocaleString("en")} of ${progress.total.toLocaleString("en")} saved`
            }
            done={progress?.done ?? 0}
            total={progress?.total ?? 0}
          />
        ) : (
          <>
            {save.error !== null && (
              <ErrorNote error={save.error} look={save.error.kind === "cancelled" ? "warn" : "danger"} />
            )}
            <MissingParts draft={draft} />
            {failed.length > 0 && <FailedList failed={failed} />}
            <Summary lines={lines} duplicates={duplicates} onGroup={(at) => list.current?.show(at)} />
            <PreviewList ref={list} draft={draft} lines={lines} present={present} />
          </>
        )}
      </div>
    </Dialog>
  )
}

interface SummaryProps {
  lines: readonly Line[]
  duplicates: number
  onGroup: (line: number) => void
}

/** The counts; each leads to its group. */
function Summary({ lines, duplicates, onGroup }: SummaryProps) {
  return (
    <div>
      <ul className={styles.counts} aria-label="What was found">
        {lines.map((line, index) =>
          line.kind !== "group" ? null : (
            <li key={line.group}>
              <button
                type="button"
                className={styles.count}
                data-group={line.group}
                onClick={() => onGroup(index)}
              >
                <b>{line.count.toLocaleString("en")}</b> {groupCounts[line.group]}
              </button>
            </li>
          ),
        )}
      </ul>
      {duplicates > 0 && <p className={styles.twice}>{twiceWords(duplicates)}</p>}
    </div>
  )
}
