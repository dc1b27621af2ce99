import { useRef, useState, type SyntheticEvent } from "react"
import { ArrowLeft } from "lucide-react"
import { call, RequestFailed } from "../api.ts"
import { messageFor } from "../../shared/messages.ts"
import { keychainAnswered } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { Emblem } from "./emblem.tsx"
import { RevealButton } from "./reveal-button.tsx"
import styles from "./door.module.css"

const minimumLength = 8

/** Starts the encrypted-file keychain: a passphrase, twice. */
export function ChooseFile({ onBack }: { onBack: () => void }) {
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [shown, show] = useState(false)
  const start = useAction(async () => {
    const passphrase = first.current?.value ?? ""
    if (passphrase.length < minimumLength)
      throw new RequestFailed({ kind: "passphrase", problem: "too-short" })
    if (second.current?.value !== passphrase)
      throw new RequestFailed({ kind: "passphrase", problem: "mismatch" })
    const answer = await call("keychain:choose", { backend: "file", passphrase })
    for (const box of [first.current, second.current]) if (box !== null) box.value = ""
    keychainAnswered(answer)
  })
  const problem = start.error?.kind === "passphrase" ? start.error.problem : null
  const words = start.error === null ? null : messageFor(start.error, 0)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void start.run()
  }
  const type = shown ? "text" : "password"
  return (
    <main className={styles.door}>
      <Emblem className={styles.emblem} />
      <h1 className={styles.title}>Keep secrets in an encrypted file</h1>
      <p className={styles.text}>
        A passphrase opens it each time Keycard starts. Nobody can recover it for you: write it down.
      </p>
      <form className={styles.form} onSubmit={submit}>
        <Field
          ref={first}
          label="New passphrase"
          type={type}
          autoFocus
          hint={`At least ${minimumLength} characters; a few random words are better.`}
          error={problem === "too-short" ? words?.title : null}
          trailing={<RevealButton shown={shown} onChange={show} />}
        />
        <Field
          ref={second}
          label="The same again"
          type={type}
          error={problem === "mismatch" ? words?.title : null}
        />
        {start.error !== null && problem === null && <ErrorNote error={start.error} />}
        <Button type="submit" look="primary" busy={start.busy}>
          {start.busy ? "Making the file" : "Use this passphrase"}
        </Button>
        <Button look="quiet" icon={<ArrowLeft />} onClick={onBack}>
          Back
        </Button>
      </form>
    </main>
  )
}
