import type { KeyView, SessionCard } from "../../shared/ipc/views.ts"
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
  sessions: readonly SessionCard[]
}

/** An AWS account's number, and its name: Identity Center's, else what its keys are called here. */
export function GroupHeading({ accountId, count, keys, sessions }: GroupHeadingProps) {
  const named = sessions.find(({ center }) => center?.accountId === accountId)?.center?.accountName ?? ""
  const ofKeys = keys.filter((key) => key.accountId === accountId).map(({ name }) => name)
  const names = named === "" ? ofKeys : [named]
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
