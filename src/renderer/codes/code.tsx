import { cx } from "../ui/cx.ts"
import { codeGroups, spokenCode } from "./groups.ts"
import styles from "./code.module.css"

interface CodeProps {
  /** null: not there yet; its room is kept. */
  code: string | null
  length: number
  small?: boolean
  /** Dots of the same length, until the row is pointed at or has the focus. */
  covered?: boolean
  /** The row has the focus: what is covered can be seen. */
  revealed?: boolean
}

/** A code in two groups of digits that all have one width: nothing moves when it changes. */
export function Code({ code, length, small = false, covered = false, revealed = false }: CodeProps) {
  const groups = codeGroups(code ?? "·".repeat(length))
  const hidden = covered && code !== null
  const spoken = code === null ? "Code is being made" : hidden && !revealed ? "Code hidden" : spokenCode(code)
  return (
    <span
      role="img"
      aria-label={spoken}
      data-code={code ?? undefined}
      className={cx(
        styles.code,
        small && styles.small,
        code === null && styles.absent,
        hidden && styles.covered,
      )}
    >
      {groups.map((group, index) => (
        <span key={index} data-dots={hidden ? "•".repeat(group.length) : undefined}>
          {hidden ? <span className={styles.digits}>{group}</span> : group}
        </span>
      ))}
    </span>
  )
}
