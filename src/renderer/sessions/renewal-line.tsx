import { Hourglass, Repeat } from "lucide-react"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { cx } from "../ui/cx.ts"
import { useTimeText } from "../ui/tick.ts"
import { renewalWords } from "./renewal-words.ts"
import styles from "./renewal-line.module.css"

/** When Keycard renews a session by itself, or why it does not now. */
export function RenewalLine({ session }: { session: SessionCard }) {
  const words = useTimeText((nowMs) => renewalWords(session, nowMs))
  if (words === "") return null
  const waits = session.renewalWaits !== null
  const Icon = waits ? Hourglass : Repeat
  return (
    <p className={cx(styles.line, waits && styles.waits)}>
      {session.renew === "auto" && <Icon aria-hidden="true" className={styles.icon} />}
      {words}
    </p>
  )
}
