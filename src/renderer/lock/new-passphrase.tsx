import { useState } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { RequestFailed } from "../api.ts"
import { RevealButton } from "../shell/reveal-button.tsx"
import { Field } from "../ui/field.tsx"
import { MIN_PASSPHRASE_LENGTH, strengthOf } from "./lock-words.ts"
import styles from "./lock.module.css"

/** A new passphrase, as typed twice. */
export interface Typed {
  readonly first: string
  readonly second: string
}
export const nothingTyped: Typed = { first: "", second: "" }

/** @throws RequestFailed `passphrase` `too-short`, `mismatch` */
export function checked({ first, second }: Typed): string {
  if (Array.from(first.normalize("NFC")).length < MIN_PASSPHRASE_LENGTH)
    throw new RequestFailed({ kind: "passphrase", problem: "too-short" })
  if (first !== second) throw new RequestFailed({ kind: "passphrase", problem: "mismatch" })
  return first
}

interface NewPassphraseProps {
  typed: Typed
  onChange: (typed: Typed) => void
  error: AppErrorData | null
  label?: string
  autoFocus?: boolean
}

/** Asks for a passphrase twice and says how long it is worth. */
export function NewPassphrase({
  typed,
  onChange,
  error,
  label = "New passphrase",
  autoFocus = true,
}: NewPassphraseProps) {
  const [shown, show] = useState(false)
  const problem = error?.kind === "passphrase" ? error.problem : null
  const words = error === null ? null : messageFor(error, 0).title
  const { level, words: strength } = strengthOf(typed.first)
  const type = shown ? "text" : "password"
  return (
    <>
      <div className={styles.strength}>
        <Field
          label={label}
          type={type}
          data-autofocus={autoFocus || undefined}
          value={typed.first}
          onChange={(event) => onChange({ ...typed, first: event.target.value })}
          hint={strength}
          error={problem === "too-short" ? words : null}
          trailing={<RevealButton shown={shown} onChange={show} />}
        />
        <div className={styles.bars} data-level={level} aria-hidden="true">
          {[1, 2, 3].map((step) => (
            <span key={step} className={styles.bar} data-on={level >= step ? "" : undefined} />
          ))}
        </div>
      </div>
      <Field
        label="The same again"
        type={type}
        value={typed.second}
        onChange={(event) => onChange({ ...typed, second: event.target.value })}
        error={problem === "mismatch" ? words : null}
      />
    </>
  )
}

/** Whether the fields above say by themselves what was wrong. */
export function saidByFields(error: AppErrorData | null): boolean {
  return error?.kind === "passphrase" && (error.problem === "too-short" || error.problem === "mismatch")
}
