import { messageFor } from "../../shared/messages.ts"
import { useStore } from "../store.ts"
import { failures } from "./code-store.ts"
import styles from "./failure-text.module.css"

/** Why a row has no code, in one sentence; a press on the row says the rest. */
export function FailureText({ id }: { id: string }) {
  const error = useStore(failures, (all) => all.get(id))
  if (error === undefined) return null
  return <span className={styles.failure}>{messageFor(error, 0).title}</span>
}
