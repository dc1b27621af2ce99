import { RotateCw } from "lucide-react"
import { messageFor } from "../../shared/messages.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { Name } from "../ui/name.tsx"
import { many, retryMany, type Many } from "./many.ts"
import { wantedSession } from "./sessions-state.ts"
import styles from "./session-list.module.css"

/** Which of many sessions could not be started or stopped, and why. */
export function ManyFailed({ present }: { present: Many }) {
  const { what, total, failures } = present
  const close = () => many.set(null)
  const words = what === "start" ? "started" : "stopped"
  return (
    <Dialog
      title={`${failures.length} of ${total} could not be ${words}`}
      onClose={close}
      actions={
        <>
          <Button data-cancel onClick={close}>
            Close
          </Button>
          <Button look="primary" icon={<RotateCw />} data-autofocus onClick={retryMany}>
            Try these again
          </Button>
        </>
      }
    >
      <ul className={styles.failures}>
        {failures.map(({ profileId, name, error }) => {
          const { title, detail } = messageFor(error, 0)
          return (
            <li key={profileId} className={styles.failure}>
              <button
                type="button"
                className={styles.failureName}
                onClick={() => {
                  close()
                  wantedSession.set(profileId)
                }}
              >
                <Name>{name}</Name>
              </button>
              <p>{title}</p>
              <p className={styles.detail}>{detail}</p>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
