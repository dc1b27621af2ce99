import type { ReactNode } from "react"
import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { counted } from "./backup-words.ts"
import { LeftOutList } from "./left-out.tsx"
import styles from "./backup.module.css"

interface SavedDialogProps {
  title: string
  saved: { path: string; accounts: number }
  left: readonly LeftOut[]
  onClose: () => void
  /** What to do with it. */
  children: ReactNode
}

/** What was written, where, and what is not in it. */
export function SavedDialog({ title, saved, left, onClose, children }: SavedDialogProps) {
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      actions={
        <Button look="primary" data-autofocus onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.done} role="status">
        <p className={styles.doneTitle}>{counted(saved.accounts, "account")} saved.</p>
        <p className={styles.path}>{saved.path}</p>
        <p className={styles.text}>{children}</p>
        <LeftOutList left={left} />
      </div>
    </Dialog>
  )
}
