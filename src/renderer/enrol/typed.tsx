import { useEffect, useRef, useState, type SyntheticEvent } from "react"
import { ArrowLeft, ChevronRight } from "lucide-react"
import type { OtpPart } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import type { TypedEntry } from "../../shared/ipc/contract.ts"
import { call } from "../api.ts"
import { RevealButton } from "../shell/reveal-button.tsx"
import { Button, IconButton } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field, Select } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { closeEnrol, goTo, showDraft } from "./enrol-state.ts"
import styles from "./typed.module.css"

type Typing = Omit<TypedEntry, "secret">

const usual: Typing = {
  issuer: "",
  account: "",
  type: "totp",
  algorithm: "SHA1",
  digits: "6",
  period: "30",
  counter: "0",
}

const more: readonly OtpPart[] = ["type", "algorithm", "digits", "period", "counter"]

/** By hand: the secret and a name; the rest is behind "More". What is wrong is said at its field. */
export function Typed() {
  // The secret stays in the document's own box: React never holds it.
  const secret = useRef<HTMLInputElement>(null)
  const [entry, setEntry] = useState(usual)
  const [shown, show] = useState(true)
  const [open, setOpen] = useState(false)
  const read = useAction(async () => {
    const draft = await call("enrol:read-typed", { ...entry, secret: secret.current?.value ?? "" })
    if (secret.current !== null) secret.current.value = ""
    showDraft(draft)
  })
  const error = read.error
  const form = useRef<HTMLFormElement>(null)
  // What is wrong may be out of sight: it gets the focus, and with it into view.
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(), [error])
  const part = error?.kind === "otp" ? error.part : null
  const words = error === null ? null : messageFor(error, 0)
  const at = (...parts: OtpPart[]) =>
    part !== null && parts.includes(part) ? `${words?.title} ${words?.detail}` : null
  const change = (next: Partial<Typing>) => {
    setEntry((present) => ({ ...present, ...next }))
    read.clear()
  }
  const expanded = open || (part !== null && more.includes(part))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void read.run()
  }
  return (
    <Dialog
      title="Type it in"
      keep
      onClose={closeEnrol}
      lead={<IconButton label="Back" icon={<ArrowLeft />} onClick={() => goTo("ways")} />}
      actions={
        <Button look="primary" type="submit" form="typed" busy={read.busy}>
          Show the code
        </Button>
      }
    >
      <form ref={form} id="typed" className={styles.form} data-enrol onSubmit={submit}>
        <Field
          ref={secret}
          label="Secret key"
          mono
          type={shown ? "text" : "password"}
          data-autofocus
          required={false}
          maxLength={4096}
          hint="The letters the site shows beside its QR code, often under “Can't scan it?”. Spaces do not matter."
          error={at("secret", "uri", "migration")}
          trailing={<RevealButton shown={shown} onChange={show} />}
          onChange={() => read.clear()}
        />
        <div className={styles.pair}>
          <Field
            label="Service"
            placeholder="GitHub"
            value={entry.issuer}
            maxLength={200}
            error={at("label")}
            onChange={(event) => change({ issuer: event.target.value })}
          />
          <Field
            label="Account"
            placeholder="you@example.com"
            value={entry.account}
            maxLength={200}
            onChange={(event) => change({ account: event.target.value })}
          />
        </div>
        <button
          type="button"
          className={styles.more}
          aria-expanded={expanded}
          onClick={() => setOpen(!expanded)}
        >
          <ChevronRight aria-hidden="true" />
          More
          {!expanded && <span className={styles.usual}>time-based, 6 digits, every 30 s</span>}
        </button>
        {expanded && <More entry={entry} change={change} at={at} />}
        {error !== null && part === null && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}

interface MoreProps {
  entry: Typing
  change: (next: Partial<Typing>) => void
  at: (...parts: OtpPart[]) => string | null
}

function More({ entry, change, at }: MoreProps) {
  const steam = entry.type === "steam"
  return (
    <div className={styles.pair}>
      <Select
        label="Type"
        value={entry.type}
        error={at("type")}
        onChange={(event) => {
          const type = event.target.value as Typing["type"]
          change({ type, digits: type === "steam" ? "5" : entry.type === "steam" ? "6" : entry.digits })
        }}
      >
        <option value="totp">Time-based (TOTP)</option>
        <option value="hotp">Counter-based (HOTP)</option>
        <option value="steam">Steam Guard</option>
      </Select>
      {!steam && (
        <>
          <Select
            label="Algorithm"
            value={entry.algorithm}
            error={at("algorithm")}
            onChange={(event) => change({ algorithm: event.target.value as Typing["algorithm"] })}
          >
            <option value="SHA1">SHA-1 (usual)</option>
            <option value="SHA256">SHA-256</option>
            <option value="SHA512">SHA-512</option>
          </Select>
          <Field
            label="Digits"
            inputMode="numeric"
            value={entry.digits}
            maxLength={20}
            error={at("digits")}
            onChange={(event) => change({ digits: event.target.value })}
          />
          {entry.type === "totp" ? (
            <Field
              label="Period in seconds"
              inputMode="numeric"
              value={entry.period}
              maxLength={20}
              error={at("period")}
              onChange={(event) => change({ period: event.target.value })}
            />
          ) : (
            <Field
              label="Next counter"
              inputMode="numeric"
              value={entry.counter}
              maxLength={20}
              error={at("counter")}
              onChange={(event) => change({ counter: event.target.value })}
            />
          )}
        </>
      )}
    </div>
  )
}
