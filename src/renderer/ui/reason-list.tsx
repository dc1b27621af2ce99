import type { ReactNode } from "react"
import { Name } from "./name.tsx"
import styles from "./reason-list.module.css"

interface ReasonListProps {
  title: string
  items: readonly {
    name: string
    /** Said in its place where there is no name. */
    fallback: string
    why: ReactNode
  }[]
}

/** What was left behind, each with the reason; open where it is short. */
export function ReasonList({ title, items }: ReasonListProps) {
  if (items.length === 0) return null
  return (
    <details className={styles.details} open={items.length <= 3}>
      <summary className={styles.summary}>{title}</summary>
      <ul className={styles.list}>
        {items.map(({ name, fallback, why }, place) => (
          <li key={place} className={styles.item}>
            <span className={styles.name}>
              <Name fallback={fallback}>{name}</Name>
            </span>
            <span className={styles.why}>{why}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
