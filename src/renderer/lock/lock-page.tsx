import { useEffect, useRef, useState, type SyntheticEvent } from "react"
import { FingerprintPattern } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { RevealButton } from "../shell/reveal-button.tsx"
import { Emblem } from "../shell/emblem.tsx"
import { refreshApp, type AppState } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { useTimed } from "../ui/tick.ts"
import { useAction } from "../ui/use-action.ts"
import { ForgottenPassphrase } from "./forgotten-passphrase.tsx"
import { secondsUntil } from "./lock-words.ts"
import door from "../shell/door.module.css"

/** All that is drawn while Keycard is locked. It knows nothing that is kept. */
export function LockPage({ app: { keychain, lock, dataFolder } }: { app: AppState }) {
  const box = useRef<HTMLInputElement>(null)
  const [shown, show] = useState(false)
  const inFile = keychain.state === "passphrase"
  const unlock = useAction(async () => {
    await call("lock:unlock", { passphrase: box.current?.value ?? "" })
    if (box.current !== null) box.current.value = ""
    await refreshApp()
  })
  const touch = useAction(async () => {
    await call("lock:unlock-platform", {})
    await refreshApp()
  })
  useEffect(() => {
    document.title = "Keycard"
  }, [])
  const told = inFile ? keychain.error : null
  const error = unlock.busy ? null : (unlock.error ?? told)
  const retryAtMs =
    error?.kind === "locked" && error.retryAtMs !== undefined ? error.retryAtMs : lock.retryAtMs
  const waitSeconds = useTimed((nowMs) => secondsUntil(retryAtMs, nowMs))
  const wrong = error?.kind === "locked" || (error?.kind === "passphrase" && error.problem === "wrong")
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (waitSeconds > 0) return
    void unlock.run().then((opened) => {
      if (!opened) box.current?.select()
    })
  }
  const { platform } = lock
  return (
    <main className={door.door}>
      <Emblem className={door.emblem} />
      <h1 className={door.title}>Unlock Keycard</h1>
      <p className={door.text}>
        {inFile
          ? "Your secrets are in an encrypted file on this computer."
          : "Your codes and keys are sealed with your passphrase."}
      </p>
      <form className={door.form} onSubmit={submit}>
        <Field
          ref={box}
          label="Passphrase"
          type={shown ? "text" : "password"}
          autoFocus
          error={wrong ? messageFor({ kind: "passphrase", problem: "wrong" }, 0).title : null}
          hint={wrong ? undefined : "Capital letters and the keyboard layout matter."}
          trailing={<RevealButton shown={shown} onChange={show} />}
        />
        {error !== null && !wrong && <ErrorNote error={error} />}
        <Button type="submit" look="primary" busy={unlock.busy} disabled={waitSeconds > 0 && !unlock.busy}>
          {unlock.busy ? "Opening" : waitSeconds > 0 ? `Next try in ${waitSeconds} s` : "Unlock"}
        </Button>
        {platform?.enabled === true && (
          <Button icon={<FingerprintPattern />} busy={touch.busy} onClick={() => void touch.run()}>
            Unlock with {platform.name}
          </Button>
        )}
        {touch.error !== null && touch.error.kind !== "cancelled" && (
          <ErrorNote error={platformError(touch.error, platform?.name)} />
        )}
      </form>
      <ForgottenPassphrase dataFolder={dataFolder} />
    </main>
  )
}

/** This item of the keychain is lost, not the one that the passphrase opens. */
function platformError(error: AppErrorData, name: string | undefined): AppErrorData {
  return error.kind === "lock-damaged" && name !== undefined
    ? { kind: "platform-unlock", problem: "lost", name }
    : error
}
