import { useRef, useState, type SyntheticEvent } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { keychainAnswered } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { Emblem } from "./emblem.tsx"
import { RevealButton } from "./reveal-button.tsx"
import styles from "./door.module.css"

/** The encrypted-file keychain asks for its passphrase. */
export function Passphrase({ error: told }: { error: AppErrorData | null }) {
  const box = useRef<HTMLInputElement>(null)
  const [shown, show] = useState(false)
  const unlock = useAction(async () => {
    const answer = await call("keychain:unlock", { passphrase: box.current?.value ?? "" })
    if (box.current !== null) {
      if (answer.state === "ready") box.current.value = ""
      else box.current.select()
    }
    keychainAnswered(answer)
  })
  const error = unlock.busy ? null : (unlock.error ?? told)
  const wrong = error?.kind === "passphrase" && error.problem !== "needed"
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void unlock.run()
  }
  return (
    <main className={styles.door}>
      <Emblem className={styles.emblem} />
      <h1 className={styles.title}>Unlock Keycard</h1>
      <p className={styles.text}>Your secrets are in an encrypted file on this computer.</p>
      <form className={styles.form} onSubmit={submit}>
        <Field
          ref={box}
          label="Passphrase"
          type={shown ? "text" : "password"}
          autoFocus
          error={wrong ? messageFor(error, 0).title : null}
          hint={wrong ? undefined : "Capital letters and the keyboard layout matter."}
          trailing={<RevealButton shown={shown} onChange={show} />}
        />
        {error !== null && !wrong && error.kind !== "passphrase" && <ErrorNote error={error} />}
        <Button type="submit" look="primary" busy={unlock.busy}>
          {unlock.busy ? "Opening" : "Unlock"}
        </Button>
      </form>
    </main>
  )
}
