import type { Draft } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { Name } from "../ui/name.tsx"
import styles from "./skipped-list.module.css"

/** What could not be used, with the reason; open where there is nothing else to see. */
export function SkippedList({ skipped }: { skipped: Draft["skipped"] }) {
  if (skipped.length === 0) return null
  return (
    <details className={styles.skipped} open={skipped.length <= 3}>
      <summary className={styles.summary}>
        {skipped.length === 1 ? "1 entry cannot be used" : `${skipped.length} entries cannot be used`}
      </summary>
      <ul className={styles.list}>
        {skipped.map(({ row, label, error }, index) => {
          const { title, detail } = messageFor(error, 0)
          return (
            <li key={index} className={styles.item}>
              <span className={styles.label}>
                <Name fallback={`Entry ${row}`}>{label}</Name>
              </span>
              <span className={styles.why}>
                {title} {detail}
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
