import type { ReactNode } from "react"
import { CircleAlert, TriangleAlert } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { cx } from "./cx.ts"
import { useTimeText } from "./tick.ts"
import styles from "./error-note.module.css"

interface NoteProps {
  title: string
  detail?: ReactNode
  look?: "danger" | "warn"
  /** Buttons. */
  children?: ReactNode
}

/** Words that stand where something went wrong. */
export function Note({ title, detail, look = "danger", children }: NoteProps) {
  const Icon = look === "danger" ? CircleAlert : TriangleAlert
  return (
    <div role="alert" className={cx(styles.note, styles[look])}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {detail !== undefined && detail !== "" && <p className={styles.detail}>{detail}</p>}
        {children !== undefined && <div className={styles.actions}>{children}</div>}
      </div>
    </div>
  )
}

/** The same with the words of a failure. */
export function ErrorNote({
  error,
  children,
  look,
}: { error: AppErrorData } & Pick<NoteProps, "children" | "look">) {
  const title = useTimeText((nowMs) => messageFor(error, nowMs).title)
  const detail = useTimeText((nowMs) => messageFor(error, nowMs).detail)
  return (
    <Note title={title} detail={detail} {...(look === undefined ? {} : { look })}>
      {children}
    </Note>
  )
}
