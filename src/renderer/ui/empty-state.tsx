import type { ReactNode } from "react"
import styles from "./empty-state.module.css"

interface EmptyStateProps {
  art: ReactNode
  title: string
  /** What this place is for, in one sentence. */
  text: ReactNode
  children?: ReactNode
}

export function EmptyState({ art, title, text, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <div className={styles.art} aria-hidden="true">
        {art}
      </div>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
