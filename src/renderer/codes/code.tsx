import { cx } from "../ui/cx.ts"
import { codeGroups, spokenCode } from "./groups.ts"
import styles from "./code.module.css"

interface CodeProps {
  /** null: not there yet; its room is kept. */
  code: string | null
  length: number
  small?: boolean
}

/** A code in two groups of digits that all have one width: nothing moves when it changes. */
export function Code({ code, length, small = false }: CodeProps) {
  const groups = codeGroups(code ?? "·".repeat(length))
  return (
    <span
      role="img"
      aria-label={code === null ? "Code is being made" : spokenCode(code)}
      data-code={code ?? undefined}
      className={cx(styles.code, small && styles.small, code === null && styles.absent)}
    >
      {groups.map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </span>
  )
}
