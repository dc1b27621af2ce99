import type { ReactNode } from "react"
import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { counted } from "./backup-words.ts"
import { LeftOutList } from "./left-out.tsx"
import styles from "./backup.module.css"

interface SavedNoteProps {
  saved: { path: string; accounts: number }
  left: readonly LeftOut[]
  /** What to do with it. */
  children: ReactNode
}

/** What was written, where, and what is not in it. */
export function SavedNote({ saved, left, children }: SavedNoteProps) {
  return (
    <div className={styles.done} role="status">
      <p className={styles.doneTitle}>{counted(saved.accounts, "account")} saved.</p>
      <p className={styles.path}>{saved.path}</p>
      <p className={styles.text}>{children}</p>
      <LeftOutList left={left} />
    </div>
  )
}
