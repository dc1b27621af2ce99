import { useState, type SyntheticEvent } from "react"
import type { RestorePreview } from "../../shared/ipc/backup-views.ts"
import type { Response } from "../../shared/ipc/contract.ts"
import { call } from "../api.ts"
import { isWrong, PresentPassphrase } from "../lock/passphrase-dialogs.tsx"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { useTimeText } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { restoredWords, UNDO_MS, undoRestore } from "./undo-restore.ts"
import { useAction } from "../ui/use-action.ts"
import { choiceCount, firstChoice, momentWords, type Choice } from "./backup-words.ts"
import { RestoreChoice } from "./restore-choice.tsx"
import styles from "./backup.module.css"

export type OpenedBackup = NonNullable<Response<"backup:open">["opened"]>

/** A chosen file: its passphrase, what is in it, and what of that shall come. */
export function RestoreDialog({ opened, onClose }: { opened: OpenedBackup; onClose: () => void }) {
  const { restoreId, fileName, createdAtMs } = opened
  const [passphrase, setPassphrase] = useState("")
  const [preview, setPreview] = useState<RestorePreview | null>(null)
  const [choice, choose] = useState<Choice | null>(null)
  const unlock = useAction(async () => {
    const found = await call("backup:unlock", { restoreId, passphrase })
    setPassphrase("")
    setPreview(found)
    choose(firstChoice(found))
  })
  const close = () => {
    call("backup:discard", { restoreId }).catch(() => undefined)
    onClose()
  }
  const restore = useAction(async () => {
    if (choice === null) return
    const { settings, ...parts } = choice
    const done = await call("backup:restore", {
      restoreId,
      accounts: [...parts.accounts],
      kept: [...parts.kept],
      keys: [...parts.keys],
      profiles: [...parts.profiles],
      settings,
    })
    const undo = { label: "Undo", run: () => void undoRestore(done.batchId) }
    toast(restoredWords(done, settings), undo, "done", UNDO_MS)
    onClose()
  })
  const made = useTimeText((nowMs) => momentWords(createdAtMs, nowMs))
  if (preview !== null && choice !== null)
    return (
      <Dialog
        key="preview"
        title="Restore from the backup"
        keep
        onClose={close}
        actions={
          <>
            <Button data-cancel onClick={close}>
              Cancel
            </Button>
            <Button
              look="primary"
              busy={restore.busy}
              disabled={choiceCount(choice) === 0}
              onClick={() => void restore.run()}
            >
              Restore
            </Button>
          </>
        }
      >
        <RestoreChoice preview={preview} choice={choice} onChange={choose} />
        {restore.error !== null && <ErrorNote error={restore.error} />}
      </Dialog>
    )
  const { error } = unlock
  const wrong = error?.kind === "import" && error.problem === "password-wrong"
  return (
    <Dialog
      key="passphrase"
      title="Open the backup"
      size="small"
      keep
      onClose={close}
      actions={
        <FormFoot form="open-backup" busy={unlock.busy} disabled={passphrase === ""} onCancel={close}>
          Open
        </FormFoot>
      }
    >
      <form
        id="open-backup"
        className={styles.form}
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          if (passphrase !== "") void unlock.run()
        }}
      >
        <p className={styles.text}>
          <span className={styles.path}>{fileName}</span>, made {made}. Nothing is changed before you have
          seen what is in it.
        </p>
        <PresentPassphrase
          label="Passphrase of the backup"
          value={passphrase}
          onChange={setPassphrase}
          error={wrong ? { kind: "passphrase", problem: "wrong" } : error}
        />
        {error !== null && !wrong && !isWrong(error) && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}
