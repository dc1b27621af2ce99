import { FileX, ImageOff } from "lucide-react"
import { messageFor } from "../../shared/messages.ts"
import { cleanName } from "../ui/clean-name.ts"
import type { Failed } from "./enrol-state.ts"
import styles from "./failed-list.module.css"

/** The files of which nothing came, each with its reason. */
export function FailedList({ failed }: { failed: readonly Failed[] }) {
  return (
    <ul className={styles.list} role="alert">
      {failed.map(({ name, error }, index) => {
        const { title, detail } = messageFor(error, 0)
        const Icon = error.kind === "picture" ? ImageOff : FileX
        return (
          <li key={index} className={styles.item}>
            <Icon className={styles.icon} aria-hidden="true" />
            <div className={styles.words}>
              {name !== "" && (
                <p className={styles.name}>
                  <bdi>{cleanName(name)}</bdi>
                </p>
              )}
              <p className={styles.why}>
                {title} {detail}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
