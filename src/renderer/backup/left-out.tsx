import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { Name } from "../ui/name.tsx"
import { counted, leftOutWords } from "./backup-words.ts"
import styles from "./backup.module.css"

/** What could not be taken along, and why; open where it is short. */
export function LeftOutList({ left }: { left: readonly LeftOut[] }) {
  if (left.length === 0) return null
  return (
    <details className={styles.left} open={left.length <= 3}>
      <summary className={styles.summary}>{counted(left.length, "account")} left out</summary>
      <ul className={styles.list}>
        {left.map(({ issuer, account, reason }, place) => (
          <li key={place} className={styles.item}>
            <span className={styles.name}>
              <Name fallback="An account">{[issuer, account].filter(Boolean).join(": ")}</Name>
            </span>
            <span className={styles.why}>{leftOutWords[reason]}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
