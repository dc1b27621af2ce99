import type { ReactNode } from "react"
import type { KeyView, SessionCard } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./set-up.module.css"

interface ConfirmProps {
  title: string
  text: ReactNode
  button: string
  work: () => Promise<void>
  onClose: () => void
}

/** Asks before what cannot be taken back. */
function Confirm({ title, text, button, work, onClose }: ConfirmProps) {
  const action = useAction(async () => {
    await work()
    onClose()
  })
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" busy={action.busy} onClick={() => void action.run()}>
            {button}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{text}</p>
        {action.error !== null && <ErrorNote error={action.error} />}
      </div>
    </Dialog>
  )
}

export function RemoveKey({ awsKey, onClose }: { awsKey: KeyView; onClose: () => void }) {
  return (
    <Confirm
      title={`Remove key ${cleanName(awsKey.name)}?`}
      text={
        <>
          It leaves the keychain for good. AWS still accepts it until you deactivate it there: …{awsKey.tail}{" "}
          under “Security credentials”.
        </>
      }
      button="Remove key"
      work={async () => {
        await call("aws:key-remove", { keyId: awsKey.id })
      }}
      onClose={onClose}
    />
  )
}

export function RemoveProfile({ session, onClose }: { session: SessionCard; onClose: () => void }) {
  return (
    <Confirm
      title={`Remove ${cleanName(session.name)}?`}
      text="Its session is stopped, what Keycard wrote leaves AWS’s files, and what stood there before comes back. The key stays."
      button="Remove profile"
      work={async () => {
        await call("aws:profile-remove", { profileId: session.profileId })
      }}
      onClose={onClose}
    />
  )
}
