import { useState, type SyntheticEvent } from "react"
import type { AwsOverview, SessionCard } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field, Select } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { ConsoleLimits, type Limits } from "./console-limits.tsx"
import { DurationField } from "./duration-field.tsx"
import { regions } from "./regions.ts"
import { setUp, type SetUp } from "./set-up-state.ts"
import { ModeChoice } from "./mode-choice.tsx"
import { RenewChoice } from "./renew-choice.tsx"
import { longestSeconds, type RoleDraft, roleDrafts, sentRoles, splitArns } from "./role-draft.ts"
import { RoleList } from "./role-list.tsx"
import styles from "./set-up.module.css"

interface ProfileDialogProps {
  overview: AwsOverview
  /** null: a new one. */
  session: SessionCard | null
  at: Extract<SetUp, { step: "profile" }>
  onClose: () => void
}

const usualSeconds = 43_200
/** What a role allows where nobody changed it. */
const roleSeconds = 3_600

const durationFields: ReadonlySet<string> = new Set(["duration", "role-duration", "chain-duration"])
/** Refusals that are about no field of this dialog. */
const elsewhere: ReadonlySet<string> = new Set(["mfa-serial", "endpoint", "code"])

/** What to issue and under which name. */
export function ProfileDialog({ overview, session, at, onClose }: ProfileDialogProps) {
  const { keys, credentialsPath } = overview
  const [name, setName] = useState(session?.name ?? "")
  const [keyId, setKeyId] = useState(at.keyId ?? keys[0]?.id ?? "")
  /** null: nobody chose one yet. */
  const [chosenSeconds, setDuration] = useState(session?.durationSeconds ?? null)
  const [region, setRegion] = useState(session?.region ?? "")
  const [roles, setRoles] = useState<readonly RoleDraft[]>(() => roleDrafts(session))
  const [assume, setAssume] = useState(session?.assume ?? "auto")
  const [limits, setLimits] = useState<Limits>({
    policy: session?.federation?.policy ?? "",
    policyArns: session?.federation?.policyArns.join(" ") ?? "",
  })
  const [renew, setRenew] = useState(session?.renew ?? "on-demand")
  const [mode, setMode] = useState(session?.mode ?? "file")
  const { roleArns, roleOptions } = sentRoles(roles)
  const isOfCenter = (session?.center ?? null) !== null
  // A role of Identity Center is one already: what is assumed from it is cut to an hour.
  const most = longestSeconds(isOfCenter ? roleArns.length + 2 : roleArns.length, assume)
  const durationSeconds = Math.min(
    most,
    chosenSeconds ?? (roleArns.length === 0 ? usualSeconds : roleSeconds),
  )
  const save = useAction(async () => {
    const fields = {
      ...{ name: name.trim(), durationSeconds, region: region.trim() || null, renew, mode },
      ...{ roleArns, roleOptions, assume },
      federation: {
        ...{ policy: limits.policy, policyArns: splitArns(limits.policyArns) },
        durationSeconds: session?.federation?.durationSeconds ?? null,
      },
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
  const refused = field === null || field === "name" ? null : { field, text }
  const placed = field !== null && !elsewhere.has(field)
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
          <FormFoot
            form="aws-profile"
            busy={save.busy}
            leave={at.guided ? "Finish later" : "Cancel"}
            onCancel={onClose}
          >
            {session === null ? "Make the profile" : "Save"}
          </FormFoot>
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
        {!isOfCenter && (
          <DurationField
            seconds={durationSeconds}
            most={most}
            onChange={setDuration}
            error={field !== null && durationFields.has(field) ? text : null}
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
        <RoleList
          roles={roles}
          assume={isOfCenter ? null : assume}
          refused={refused}
          onRoles={setRoles}
          onAssume={setAssume}
        />
        {roleArns.length === 0 && !isOfCenter && (
          <ConsoleLimits limits={limits} refused={refused} onChange={setLimits} />
        )}
        {error !== null && !placed && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}
