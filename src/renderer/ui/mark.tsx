import { cleanName } from "./clean-name.ts"
import { markColour, markLetter } from "./mark-colour.ts"
import { cx } from "./cx.ts"
import styles from "./mark.module.css"

/** The issuer's monogram in its own colour. Decoration: the name stands beside it. */
export function Mark({ name, size = 36 }: { name: string; size?: 24 | 36 }) {
  return (
    <span
      aria-hidden="true"
      className={cx(styles.mark, size === 24 && styles.small)}
      style={{ backgroundColor: markColour(cleanName(name)) }}
    >
      {markLetter(cleanName(name))}
    </span>
  )
}
