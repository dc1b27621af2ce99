import type { KeyView } from "../../shared/ipc/views.ts"
import { counted } from "../backup/backup-words.ts"
import { markColour } from "../ui/mark-colour.ts"
import { Name } from "../ui/name.tsx"
import { accountWords } from "./arn-words.ts"
import styles from "./session-list.module.css"

interface GroupHeadingProps {
  /** "": not known yet. */
  accountId: string
  count: number
  keys: readonly KeyView[]
}

/** An AWS account's number, and what its keys are called here. */
export function GroupHeading({ accountId, count, keys }: GroupHeadingProps) {
  const names = keys.filter((key) => key.accountId === accountId).map(({ name }) => name)
  return (
    <h2 className={styles.heading}>
      <span
        aria-hidden="true"
        className={styles.dot}
        style={{ backgroundColor: markColour(accountId || "AWS") }}
      />
      {accountId === "" ? "Account not known yet" : accountWords(accountId)}
      {names.length > 0 && (
        <span className={styles.of}>
          <Name>{names.join(", ")}</Name>
        </span>
      )}
      <span className={styles.of}>{counted(count, "session")}</span>
    </h2>
  )
}
