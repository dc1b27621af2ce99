import { useState, type SyntheticEvent } from "react"
import type { AwsOverview, SessionCard } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field, Select } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { durations, regions } from "./regions.ts"
import { setUp, type SetUp } from "./set-up-state.ts"
import { ModeChoice } from "./mode-choice.tsx"
import { RenewChoice } from "./renew-choice.tsx"
import { durationWords } from "./time-words.ts"
import styles from "./set-up.module.css"

interface ProfileDialogProps {
  overview: AwsOverview
  /** null: a new one. */
  session: SessionCard | null
  at: Extract<SetUp, { step: "profile" }>
  onClose: () => void
}

const usualSeconds = 43_200

/** What to issue and under which name. */
export function ProfileDialog({ overview, session, at, onClose }: ProfileDialogProps) {
  const { keys, credentialsPath } = overview
  const [name, setName] = useState(session?.name ?? "")
  const [keyId, setKeyId] = useState(at.keyId ?? keys[0]?.id ?? "")
  const [durationSeconds, setDuration] = useState(session?.durationSeconds ?? usualSeconds)
  const [region, setRegion] = useState(session?.region ?? "")
  const [roles, setRoles] = useState(session?.roleArns.join(" ") ?? "")
  const [renew, setRenew] = useState(session?.renew ?? "on-demand")
  const [mode, setMode] = useState(session?.mode ?? "file")
  const roleArns = roles.split(/[\s,]+/).filter(Boolean)
  const save = useAction(async () => {
    const fields = {
      name: name.trim(),
      durationSeconds,
      region: region.trim() || null,
      roleArns,
      renew,
      mode,
    }
    if (session === null) await call("aws:profile-add", { ...fields, keyId })
    else await call("aws:profile-edit", { ...fields, profileId: session.profileId })
    onClose()
  })
  const { error } = save
  const words = error === null ? null : messageFor(error, 0)
  const text = `${words?.title} ${words?.detail}`
  const field =
    error?.kind === "profile-name" || error?.kind === "already-exists"
      ? "name"
      : error?.kind === "aws-value"
        ? error.field
        : null
  const placed = field !== null && ["name", "region", "role-arn", "duration"].includes(field)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <Dialog
      title={session === null ? "New session" : `Edit ${cleanName(session.name)}`}
      keep
      onClose={onClose}
      actions={
        <>
          {session === null && !at.guided && (
            <Button className={styles.spread} onClick={() => setUp.set({ step: "key", profile: null })}>
              Another key
            </Button>
          )}
          <Button data-cancel onClick={onClose}>
            {at.guided ? "Finish later" : "Cancel"}
          </Button>
          <Button look="primary" type="submit" form="aws-profile" busy={save.busy}>
            {session === null ? "Make the profile" : "Save"}
          </Button>
        </>
      }
    >
      <form id="aws-profile" className={styles.form} onSubmit={submit}>
        {at.guided && <p className={styles.steps}>Step 3 of 3: what your AWS tools will see</p>}
        <Field
          label="Profile name"
          mono
          data-autofocus
          placeholder="dev"
          value={name}
          maxLength={128}
          hint="Use it as AWS_PROFILE or --profile."
          error={field === "name" ? text : null}
          onChange={(event) => setName(event.target.value)}
        />
        {session === null && keys.length > 1 && (
          <Select label="Key" value={keyId} onChange={(event) => setKeyId(event.target.value)}>
            {keys.map((key) => (
              <option key={key.id} value={key.id}>
                {key.name} (…{key.tail})
              </option>
            ))}
          </Select>
        )}
        {(session?.center ?? null) === null && (
          <Duration
            seconds={durationSeconds}
            onChange={setDuration}
            error={field === "duration" ? text : null}
          />
        )}
        <ModeChoice mode={mode} credentialsPath={credentialsPath} onChange={setMode} />
        <RenewChoice renew={renew} seconds={durationSeconds} onChange={setRenew} />
        <Field
          label="Region"
          aside="optional"
          placeholder="eu-central-1"
          list="aws-regions"
          value={region}
          maxLength={60}
          error={field === "region" ? text : null}
          onChange={(event) => setRegion(event.target.value)}
        />
        <datalist id="aws-regions">
          {regions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field
          label="Role to assume"
          aside="optional"
          mono
          placeholder="arn:aws:iam::123456789012:role/Admin"
          value={roles}
          maxLength={8_000}
          hint={
            roleArns.length > 0
              ? "AWS ends a session of a role reached this way after one hour."
              : "Several, one after the other, with spaces between."
          }
          error={field === "role-arn" ? text : null}
          onChange={(event) => setRoles(event.target.value)}
        />
        {error !== null && !placed && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}

interface DurationProps {
  seconds: number
  onChange: (seconds: number) => void
  error: string | null
}

function Duration({ seconds, onChange, error }: DurationProps) {
  const nearest = durations.findIndex((each) => each >= seconds)
  const index = nearest < 0 ? durations.length - 1 : nearest
  return (
    <div>
      <div className={styles.duration}>
        <label htmlFor="aws-duration">Lasts</label>
        <output htmlFor="aws-duration">{durationWords(seconds)}</output>
      </div>
      <input
        id="aws-duration"
        type="range"
        className={styles.range}
        min={0}
        max={durations.length - 1}
        step={1}
        value={index}
        aria-valuetext={durationWords(seconds)}
        onChange={(event) => onChange(durations[Number(event.target.value)] ?? usualSeconds)}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>15 min</span>
        <span>36 h</span>
      </div>
      {error !== null && <p role="alert">{error}</p>}
    </div>
  )
}
