import { useEffect, useRef, useState, type SyntheticEvent } from "react"
import { FileLock2 } from "lucide-react"
import { closeEnrol, type Asking } from "../enrol/enrol-state.ts"
import { RevealButton } from "../shell/reveal-button.tsx"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { Field } from "../ui/field.tsx"
import { Progress } from "../ui/progress.tsx"
import { answerPassword, stopTrying } from "./read-export.ts"
import { elapsedWords, progressWords, wrongWords } from "./words.ts"
import styles from "./password-page.module.css"

/** A file's password: asked for until it fits, without choosing the file again. */
export function PasswordPage({ asking }: { asking: Asking }) {
  // The password stays in the document's own box: React never holds it.
  const box = useRef<HTMLInputElement>(null)
  const [shown, show] = useState(false)
  const [empty, setEmpty] = useState(false)
  const [touched, setTouched] = useState(false)
  const { name, format, wrong, more, trying } = asking
  const busy = trying !== null
  // Tried and not right, or stopped: the next one can be typed at once.
  useEffect(() => {
    if (busy) return
    box.current?.focus()
    box.current?.select()
  }, [busy, wrong])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (busy) return
    const password = box.current?.value ?? ""
    setEmpty(password === "")
    setTouched(false)
    if (password !== "") answerPassword(password)
  }
  const app = format === "" ? "the other app" : format
  const error = empty
    ? "Type the password first."
    : wrong > 0 && !touched && !busy
      ? wrongWords(asking)
      : null
  return (
    <Dialog
      title={`Password for ${format === "" ? "this file" : format}`}
      keep
      onClose={busy ? stopTrying : closeEnrol}
      actions={
        busy ? (
          <Button onClick={stopTrying}>Cancel</Button>
        ) : (
          <>
            <Button onClick={() => (more ? answerPassword(null) : closeEnrol())}>
              {more ? "Skip this file" : "Cancel"}
            </Button>
            <Button look="primary" type="submit" form="file-password">
              Open
            </Button>
          </>
        )
      }
    >
      <form id="file-password" className={styles.form} data-enrol onSubmit={submit}>
        <div className={styles.file}>
          <FileLock2 aria-hidden="true" />
          <div className={styles.words}>
            {name !== "" && (
              <p className={styles.name}>
                <bdi>{cleanName(name)}</bdi>
              </p>
            )}
            <p className={styles.why}>
              This export of {app} is encrypted. Keycard needs the password it was made with, once, and does
              not keep it.
            </p>
          </div>
        </div>
        <Field
          ref={box}
          label="Password"
          type={shown ? "text" : "password"}
          maxLength={4_096}
          readOnly={busy}
          data-autofocus
          error={error}
          hint="Capital letters and the keyboard layout matter."
          trailing={<RevealButton shown={shown} onChange={show} />}
          onChange={() => {
            setTouched(true)
            setEmpty(false)
          }}
        />
        {busy && (
          <Progress
            label={trying.progress === null ? "Opening the file" : progressWords(trying.progress)}
            elapsed={trying.progress === null ? "" : elapsedWords(trying.progress)}
            done={0}
            total={0}
          />
        )}
      </form>
    </Dialog>
  )
}
