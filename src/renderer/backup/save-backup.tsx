import { useState, type SyntheticEvent } from "react"
import type { Response } from "../../shared/ipc/contract.ts"
import { call } from "../api.ts"
import { checked, NewPassphrase, nothingTyped, saidByFields } from "../lock/new-passphrase.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { useAction } from "../ui/use-action.ts"
import { SavedDialog } from "./saved-dialog.tsx"
import styles from "./backup.module.css"

/** One encrypted file with everything, wherever the person wants it. */
export function SaveBackup({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState(nothingTyped)
  const [result, setResult] = useState<Response<"backup:export"> | null>(null)
  const save = useAction(async () => {
    const passphrase = checked(typed)
    const answer = await call("backup:export", { to: "backup", passphrase, ids: null })
    if (answer.saved === null) return
    setTyped(nothingTyped)
    setResult(answer)
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save.run()
  }
  if (result?.saved)
    return (
      <SavedDialog title="Backup saved" saved={result.saved} left={result.left} onClose={onClose}>
        Keep it on another disk or in another place, and its passphrase where you find it.
      </SavedDialog>
    )
  return (
    <Dialog
      title="Make an encrypted backup"
      size="small"
      keep
      onClose={onClose}
      actions={
        <FormFoot form="save-backup" busy={save.busy} onCancel={onClose}>
          Save…
        </FormFoot>
      }
    >
      <form id="save-backup" className={styles.form} onSubmit={submit}>
        <p className={styles.text}>
          It holds all accounts, keys, profiles and settings. Without its passphrase nobody can open it, you
          included.
        </p>
        <NewPassphrase
          typed={typed}
          onChange={setTyped}
          error={save.error}
          label="Passphrase of the backup"
        />
        {save.error !== null && !saidByFields(save.error) && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  )
}
