import { useState } from "react"
import { Monitor } from "lucide-react"
import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import type { Response } from "../../shared/ipc/contract.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { useAction } from "../ui/use-action.ts"
import { openTargets, type OpenTarget } from "./backup-words.ts"
import { GooglePages } from "./google-pages.tsx"
import { SavedDialog } from "./saved-dialog.tsx"
import styles from "./backup.module.css"

/** All accounts in a form that other programs read, and anybody else too. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const [to, choose] = useState<OpenTarget>("otpauth")
  const [result, setResult] = useState<Response<"backup:export"> | null>(null)
  const [pages, setPages] = useState<{ pages: readonly Uint8Array[]; left: readonly LeftOut[] } | null>(null)
  const save = useAction(async () => {
    const answer = await call("backup:export", { to, passphrase: null, ids: null })
    if (answer.saved !== null) setResult(answer)
  })
  const show = useAction(async () => {
    const answer = await call("account:google-qr", { ids: null })
    setPages({ pages: answer.pages.map(({ png }) => png), left: answer.left })
  })
  if (pages !== null) return <GooglePages {...pages} onClose={onClose} />
  if (result?.saved)
    return (
      <SavedDialog title="Exported" saved={result.saved} left={result.left} onClose={onClose}>
        It is not encrypted. Delete it as soon as the other app has read it, from the trash too.
      </SavedDialog>
    )
  const error = save.error ?? show.error
  return (
    <Dialog
      title="Export to other apps"
      onClose={onClose}
      actions={
        <>
          <Button data-cancel onClick={onClose}>
            Cancel
          </Button>
          {to === "google" && (
            <Button icon={<Monitor />} busy={show.busy} onClick={() => void show.run()}>
              Show on screen
            </Button>
          )}
          <Button look="primary" busy={save.busy} onClick={() => void save.run()}>
            Save…
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <div role="radiogroup" aria-label="Form of the export" className={styles.options}>
          {openTargets.map((each, place) => (
            <label key={each.to} className={styles.option}>
              <input
                type="radio"
                name="export-to"
                data-autofocus={place === 0 || undefined}
                checked={each.to === to}
                onChange={() => choose(each.to)}
              />
              <span className={styles.words}>
                <span className={styles.name}>{each.name}</span>
                <span className={styles.why}>{each.about}</span>
              </span>
            </label>
          ))}
        </div>
        <Note
          look="warn"
          title="Anyone who gets this can make your codes."
          detail="It is not encrypted. To keep your accounts safe, make a backup instead."
        />
        {error !== null && <ErrorNote error={error} />}
      </div>
    </Dialog>
  )
}
