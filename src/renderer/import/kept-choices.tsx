import type { KeptRow } from "../enrol/enrol-state.ts"
import { cleanName } from "../ui/clean-name.ts"
import { Name } from "../ui/name.tsx"
import { groupAbout, groupTitles } from "./groups.ts"
import styles from "./kept-choices.module.css"

interface KeptChoicesProps {
  kept: readonly KeptRow[]
  leftOut: ReadonlySet<number>
  onChange: (leftOut: ReadonlySet<number>) => void
}

/** What a small import holds that cannot be computed, to be kept or left out. */
export function KeptChoices({ kept, leftOut, onChange }: KeptChoicesProps) {
  if (kept.length === 0) return null
  const toggle = (row: number) => {
    const next = new Set(leftOut)
    if (!next.delete(row)) next.add(row)
    onChange(next)
  }
  return (
    <section className={styles.box} aria-label={groupTitles.kept}>
      <h3 className={styles.title}>{groupTitles.kept}</h3>
      <p className={styles.about}>{groupAbout.kept}</p>
      <ul className={styles.list}>
        {kept.map(({ row, label, what }) => (
          <li key={row} className={styles.row}>
            <input
              type="checkbox"
              className={styles.check}
              aria-label={`Keep ${cleanName(label) || `entry ${row}`}`}
              checked={!leftOut.has(row)}
              onChange={() => toggle(row)}
            />
            <span className={styles.name}>
              <Name fallback={`Entry ${row}`}>{label}</Name>
            </span>
            <span className={styles.what}>{what}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
