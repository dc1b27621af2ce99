import type { LeftOut } from "../../shared/ipc/backup-views.ts"
import { Name } from "../ui/name.tsx"
import { counted, leftOutWords } from "./backup-words.ts"
import styles from "./backup.module.css"

/** What could not be taken along, and why; open where it is short. */
export function LeftOutList({ left }: { left: readonly LeftOut[] }) {
  const pictures = left.filter(({ reason }) => reason === "picture")
  const accounts = left.filter(({ reason }) => reason !== "picture")
  return (
    <>
      {accounts.length > 0 && (
        <Left title={`${counted(accounts.length, "account")} left out`} left={accounts} />
      )}
      {pictures.length > 0 && (
        <Left title={`${counted(pictures.length, "picture")} left out`} left={pictures} />
      )}
    </>
  )
}

function Left({ title, left }: { title: string; left: readonly LeftOut[] }) {
  return (
    <details className={styles.left} open={left.length <= 3}>
      <summary className={styles.summary}>{title}</summary>
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
