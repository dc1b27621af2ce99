import { useState, type SyntheticEvent } from "react"
import { Folder } from "lucide-react"
import type { BackupView } from "../../shared/ipc/backup-views.ts"
import { call } from "../api.ts"
import { checked, NewPassphrase, nothingTyped, saidByFields } from "../lock/new-passphrase.tsx"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { useAction } from "../ui/use-action.ts"
import { backups } from "./backup-store.ts"
import styles from "./backup.module.css"

/** Asks main for the folder of automatic backups. */
export async function chooseFolder(): Promise<void> {
  backups.set(await call("backup:choose-folder", {}))
}

/** What automatic backups need before they can be turned on; or another passphrase for those to come. */
export function AutomaticDialog({
  automatic,
  onClose,
}: {
  automatic: BackupView["automatic"]
  onClose: () => void
}) {
  const [typed, setTyped] = useState(nothingTyped)
  const folder = useAction(chooseFolder)
  const turnOn = useAction(async () => {
    const passphrase = checked(typed)
    backups.set(await call("backup:settings", { passphrase, enabled: true }))
    onClose()
  })
  const again = automatic.hasPassphrase
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (automatic.folder !== null) void turnOn.run()
  }
  return (
    <Dialog
      title={again ? "Another passphrase for automatic backups" : "Automatic backups"}
      size="small"
      keep
      onClose={onClose}
      actions={
        <FormFoot form="automatic" busy={turnOn.busy} disabled={automatic.folder === null} onCancel={onClose}>
          {again ? "Use it from now on" : "Turn on"}
        </FormFoot>
      }
    >
      <form id="automatic" className={styles.form} onSubmit={submit}>
        <p className={styles.text}>
          {again
            ? "Backups that were made open with the passphrase they were made with."
            : "After changes, and once a day, Keycard writes an encrypted backup to a folder. One that is copied elsewhere, such as a synced one, is best."}
        </p>
        {!again && (
          <div className={styles.part}>
            <Button icon={<Folder />} data-autofocus busy={folder.busy} onClick={() => void folder.run()}>
              {automatic.folder === null ? "Choose a folder…" : "Choose another folder…"}
            </Button>
            {automatic.folder !== null && <p className={styles.path}>{automatic.folder}</p>}
          </div>
        )}
        <NewPassphrase
          typed={typed}
          onChange={setTyped}
          error={turnOn.error}
          label="Passphrase of the backups"
          autoFocus={again}
        />
        {folder.error !== null && <ErrorNote error={folder.error} />}
        {turnOn.error !== null && !saidByFields(turnOn.error) && <ErrorNote error={turnOn.error} />}
      </form>
    </Dialog>
  )
}
