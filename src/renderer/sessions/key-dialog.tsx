import { useRef, useState, type SyntheticEvent } from "react"
import { ArrowRight } from "lucide-react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field, Select } from "../ui/field.tsx"
import { Segmented } from "../ui/segmented.tsx"
import { Switch } from "../ui/switch.tsx"
import { useAction } from "../ui/use-action.ts"
import { KeyPlaceFields } from "./key-place-fields.tsx"
import { setUp } from "./set-up-state.ts"
import styles from "./set-up.module.css"

interface KeyDialogProps {
  overview: AwsOverview
  /** The plain-text key to begin with; null: typed. */
  profile: string | null
  onClose: () => void
}

/** Takes a permanent key into the keychain: typed, or from where it lies in plain text. */
export function KeyDialog({ overview, profile: first, onClose }: KeyDialogProps) {
  const { plainKeys, credentialsPath } = overview
  const secret = useRef<HTMLInputElement>(null)
  const [source, setSource] = useState<"typed" | "profile">(first === null ? "typed" : "profile")
  const [profile, setProfile] = useState(first ?? plainKeys[0]?.profile ?? "")
  const [name, setName] = useState("")
  const [accessKeyId, setAccessKeyId] = useState("")
  const [removePlainText, setRemove] = useState(true)
  const [endpoint, setEndpoint] = useState("")
  const [region, setRegion] = useState("")
  const plain = plainKeys.find((key) => key.profile === profile)
  const suggestion = source === "profile" ? (plain?.serves ?? profile) : "main"
  const add = useAction(async () => {
    const key = await call("aws:key-add", {
      name: name.trim() || suggestion,
      source:
        source === "profile"
          ? { kind: "profile", profile, removePlainText }
          : {
              kind: "typed",
              accessKeyId: accessKeyId.trim(),
              secretAccessKey: secret.current?.value.trim() ?? "",
            },
      mfaSerial: source === "profile" ? (plain?.mfaSerial ?? null) : null,
      otpAccountId: null,
      endpoint: endpoint.trim() || null,
      region: region.trim() || null,
    })
    if (secret.current !== null) secret.current.value = ""
    setUp.set({ step: "device", keyId: key.id, guided: true })
  })
  const { error } = add
  const field = error?.kind === "aws-value" ? error.field : error?.kind === "already-exists" ? "name" : null
  const words = error === null ? null : messageFor(error, 0)
  const at = (...fields: string[]) =>
    field !== null && fields.includes(field) ? `${words?.title} ${words?.detail}` : null
  const placed = at("name", "access-key-id", "endpoint", "region") !== null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void add.run()
  }
  return (
    <Dialog
      title="Add a permanent key"
      keep
      onClose={onClose}
      actions={
        <>
          <span className={styles.spread} />
          <Button data-cancel onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form="aws-key" icon={<ArrowRight />} busy={add.busy}>
            {source === "typed"
              ? "Keep it in the keychain"
              : removePlainText
                ? "Move into the keychain"
                : "Copy into the keychain"}
          </Button>
        </>
      }
    >
      <form id="aws-key" className={styles.form} onSubmit={submit}>
        <p className={styles.steps}>Step 1 of 3: the key</p>
        {plainKeys.length > 0 && (
          <Segmented
            label="Where it comes from"
            value={source}
            options={[
              { value: "profile", label: "From the credentials file" },
              { value: "typed", label: "Type it in" },
            ]}
            onChange={setSource}
          />
        )}
        {source === "profile" ? (
          <>
            <Select label="Profile" value={profile} onChange={(event) => setProfile(event.target.value)}>
              {plainKeys.map((key) => (
                <option key={key.profile} value={key.profile}>
                  {key.profile} (…{key.tail})
                </option>
              ))}
            </Select>
            <div className={styles.switchRow}>
              <div className={styles.switchWords}>
                <p className={styles.strong}>Remove the plain-text copy</p>
                <p className={styles.text}>
                  Its key lines leave {credentialsPath} once the keychain holds them. Every other line stays
                  as it is.
                </p>
              </div>
              <Switch label="Remove the plain-text copy" checked={removePlainText} onChange={setRemove} />
            </div>
          </>
        ) : (
          <>
            <Field
              label="Access key ID"
              mono
              data-autofocus
              placeholder="AKIA…"
              value={accessKeyId}
              maxLength={200}
              error={at("access-key-id")}
              onChange={(event) => setAccessKeyId(event.target.value)}
            />
            <Field ref={secret} label="Secret access key" mono type="password" maxLength={200} />
          </>
        )}
        <Field
          label="Name"
          aside="optional"
          placeholder={suggestion}
          value={name}
          maxLength={100}
          hint="What you call it here."
          error={at("name")}
          onChange={(event) => setName(event.target.value)}
        />
        <KeyPlaceFields
          region={region}
          endpoint={endpoint}
          errors={{ region: at("region"), endpoint: at("endpoint") }}
          onRegion={setRegion}
          onEndpoint={setEndpoint}
        />
        {error !== null && !placed && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}
