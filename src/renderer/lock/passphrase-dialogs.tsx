/** @file Set, change and remove the passphrase, and let the system's own way to know its person open the lock. */
import { useState, type ReactNode, type SyntheticEvent } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { RevealButton } from "../shell/reveal-button.tsx"
import { refreshApp, type AppState } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { platformWords } from "./lock-words.ts"
import { cancelMove, MoveProgress } from "./move-progress.tsx"
import { checked, NewPassphrase, nothingTyped, saidByFields } from "./new-passphrase.tsx"
import styles from "./lock.module.css"

interface Closing {
  onClose: () => void
}

interface SheetProps extends Closing {
  title: string
  button: string
  danger?: boolean
  /** What is done with it; the dialog closes when that has worked. */
  work: () => Promise<void>
  /** While it runs; absent: it is over before anybody could read. */
  progress?: string
  /** What stands in the form; `error` is what the last try said. */
  children: (error: AppErrorData | null) => ReactNode
  /** Whether the fields say this error themselves. */
  said: (error: AppErrorData) => boolean
}

/** A dialog that asks for passphrases and may take its time. */
export function Sheet({ title, button, danger, work, progress, children, said, onClose }: SheetProps) {
  const action = useAction(async () => {
    await work()
    await refreshApp()
    onClose()
  })
  const moving = action.busy && progress !== undefined
  const close = moving ? cancelMove : onClose
  const { error } = action
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void action.run()
  }
  return (
    <Dialog
      title={title}
      size="small"
      keep
      onClose={close}
      actions={
        <>
          <Button data-cancel={moving ? undefined : true} onClick={close}>
            Cancel
          </Button>
          {!moving && (
            <Button
              type="submit"
              form="passphrase"
              look={danger === true ? "danger" : "primary"}
              busy={action.busy}
            >
              {button}
            </Button>
          )}
        </>
      }
    >
      <form id="passphrase" className={styles.form} onSubmit={submit} hidden={moving}>
        {children(error)}
        {error !== null && error.kind !== "cancelled" && !said(error) && <ErrorNote error={error} />}
      </form>
      {moving && <MoveProgress label={progress} />}
    </Dialog>
  )
}

/** The passphrase of now. */
export function PresentPassphrase({
  value,
  onChange,
  error,
  label = "Present passphrase",
}: {
  value: string
  onChange: (value: string) => void
  error: AppErrorData | null
  label?: string
}) {
  const [shown, show] = useState(false)
  return (
    <Field
      label={label}
      type={shown ? "text" : "password"}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error !== null && isWrong(error) ? messageFor(error, 0).title : null}
      trailing={<RevealButton shown={shown} onChange={show} />}
    />
  )
}

export function isWrong(error: AppErrorData): boolean {
  return error.kind === "passphrase" && error.problem === "wrong"
}

export function SetPassphrase({ onClose }: Closing) {
  const [typed, setTyped] = useState(nothingTyped)
  return (
    <Sheet
      title="Lock Keycard with a passphrase"
      button="Set passphrase"
      progress="Sealing your secrets"
      said={saidByFields}
      onClose={onClose}
      work={async () => {
        await call("lock:set", { passphrase: checked(typed) })
        toast("Keycard has a lock now.")
      }}
    >
      {(error) => (
        <>
          <p className={styles.text}>
            Every secret in the keychain is sealed with it. Nobody can recover it for you: write it down, and
            make a backup.
          </p>
          <NewPassphrase typed={typed} onChange={setTyped} error={error} />
        </>
      )}
    </Sheet>
  )
}

export function ChangePassphrase({ onClose }: Closing) {
  const [present, setPresent] = useState("")
  const [typed, setTyped] = useState(nothingTyped)
  return (
    <Sheet
      title="Change the passphrase"
      button="Change passphrase"
      said={(error) => saidByFields(error) || isWrong(error)}
      onClose={onClose}
      work={async () => {
        await call("lock:change", { passphrase: present, next: checked(typed) })
        toast("The passphrase is changed.")
      }}
    >
      {(error) => (
        <>
          <PresentPassphrase value={present} onChange={setPresent} error={error} />
          <NewPassphrase typed={typed} onChange={setTyped} error={error} autoFocus={false} />
        </>
      )}
    </Sheet>
  )
}

export function RemovePassphrase({ onClose }: Closing) {
  const [present, setPresent] = useState("")
  return (
    <Sheet
      title="Remove the passphrase"
      button="Remove passphrase"
      danger
      progress="Unsealing your secrets"
      said={isWrong}
      onClose={onClose}
      work={async () => {
        await call("lock:remove", { passphrase: present })
        toast("The passphrase is removed.")
      }}
    >
      {(error) => (
        <>
          <p className={styles.text}>
            Secrets stay in the keychain, where other programs of yours may read them. Nothing is lost.
          </p>
          <PresentPassphrase value={present} onChange={setPresent} error={error} />
        </>
      )}
    </Sheet>
  )
}

type Platform = NonNullable<AppState["lock"]["platform"]>

/** Turning it on or off takes the passphrase. */
export function PlatformDialog({ platform, onClose }: Closing & { platform: Platform }) {
  const [present, setPresent] = useState("")
  const { name, enabled } = platform
  const enable = !enabled
  return (
    <Sheet
      title={enable ? `Unlock with ${name}` : `No longer unlock with ${name}`}
      button={enable ? "Turn on" : "Turn off"}
      said={isWrong}
      onClose={onClose}
      work={async () => {
        await call("lock:platform", { enabled: enable, passphrase: present })
      }}
    >
      {(error) => (
        <>
          {enable && (
            <p className={styles.text}>
              {platformWords(platform)} {platform.bindsKey && "It may ask you twice now. "}
              The passphrase still opens Keycard, and is asked for now and then.
            </p>
          )}
          <PresentPassphrase value={present} onChange={setPresent} error={error} />
        </>
      )}
    </Sheet>
  )
}
