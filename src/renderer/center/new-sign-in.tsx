import { useState, type SyntheticEvent } from "react"
import type { SsoOverview } from "../../shared/ipc/sso-contract.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { regions } from "../sessions/regions.ts"
import { setUp } from "../sessions/set-up-state.ts"
import { clockWords } from "../sessions/time-words.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { Name } from "../ui/name.tsx"
import { useTimeText } from "../ui/tick.ts"
import { useAction } from "../ui/use-action.ts"
import styles from "./center.module.css"

interface NewSignInProps {
  found: SsoOverview["found"]
  onBack: () => void
  onClose: () => void
}

type Place = Pick<SsoOverview["found"][number], "name" | "startUrl" | "region">

/** A start URL and a region, typed or taken from AWS's own files. */
export function NewSignIn({ found, onBack, onClose }: NewSignInProps) {
  const [name, setName] = useState("")
  const [startUrl, setStartUrl] = useState("")
  const [region, setRegion] = useState("")
  const [endpoint, setEndpoint] = useState("")
  const add = useAction(async (place: Place, withCommandLine: boolean) => {
    const { signInId } = await call("sso:add", { ...place, endpoint: endpoint.trim() || null })
    if (withCommandLine) await call("sso:sign-in", { signInId, way: "command-line" })
    setUp.set({ step: withCommandLine ? "center-roles" : "center-sign-in", signInId })
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const called = name.trim() || nameOf(startUrl)
    void add.run({ name: called, startUrl: startUrl.trim(), region: region.trim() }, false)
  }
  const { error } = add
  const words = error === null ? null : messageFor(error, 0)
  const text = `${words?.title} ${words?.detail}`
  const field = error?.kind === "aws-value" ? error.field : error?.kind === "already-exists" ? "name" : null
  const placed = field !== null && ["name", "start-url", "region", "endpoint"].includes(field)
  return (
    <Dialog
      title="Sign in with IAM Identity Center"
      keep
      onClose={onClose}
      actions={
        <FormFoot form="center-new" busy={add.busy} onCancel={onBack}>
          Continue
        </FormFoot>
      }
    >
      <form id="center-new" className={styles.form} onSubmit={submit}>
        {found.length > 0 && (
          <ul className={styles.list} aria-label="Found in AWS's files">
            {found.map((each) => (
              <Found
                key={`${each.region} ${each.startUrl}`}
                place={each}
                onTake={(withCommandLine) => {
                  const { name: called, startUrl: url, region: where } = each
                  void add.run({ name: called, startUrl: url, region: where }, withCommandLine)
                }}
              />
            ))}
          </ul>
        )}
        <Field
          label="Start URL"
          mono
          data-autofocus
          placeholder="https://my-company.awsapps.com/start"
          value={startUrl}
          maxLength={2_000}
          hint="The address of your AWS access portal, where you see your accounts."
          error={field === "start-url" ? text : null}
          onChange={(event) => setStartUrl(event.target.value)}
        />
        <Field
          label="Region"
          placeholder="eu-central-1"
          list="center-regions"
          value={region}
          maxLength={60}
          hint="Where Identity Center itself was set up. Your accounts may work anywhere."
          error={field === "region" ? text : null}
          onChange={(event) => setRegion(event.target.value)}
        />
        <datalist id="center-regions">
          {regions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field
          label="Name"
          aside="optional"
          placeholder={nameOf(startUrl) || "my-company"}
          value={name}
          maxLength={100}
          error={field === "name" ? text : null}
          onChange={(event) => setName(event.target.value)}
        />
        <details className={styles.details} open={endpoint !== "" || field === "endpoint"}>
          <summary>More</summary>
          <Field
            label="Endpoint"
            aside="optional"
            mono
            value={endpoint}
            maxLength={2_000}
            hint="Only for an Identity Center of your own: https, or http on this computer."
            error={field === "endpoint" ? text : null}
            onChange={(event) => setEndpoint(event.target.value)}
          />
        </details>
        {error !== null && !placed && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}

/** The first part of the start URL's host: what people call it. */
function nameOf(startUrl: string): string {
  return /^(?:https?:\/\/)?([a-z0-9-]+)\./i.exec(startUrl.trim())?.[1] ?? ""
}

interface FoundProps {
  place: SsoOverview["found"][number]
  onTake: (withCommandLine: boolean) => void
}

function Found({ place, onTake }: FoundProps) {
  const { name, startUrl, region, signedInUntilMs } = place
  const until = useTimeText((nowMs) =>
    signedInUntilMs === null
      ? ""
      : `; the AWS command line is signed in until ${clockWords(signedInUntilMs, nowMs)}`,
  )
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <div className={styles.words}>
          <p className={styles.name}>
            <Name>{name}</Name>
          </p>
          <p className={styles.about}>
            {new URL(startUrl).host}, {region}
            {until}
          </p>
        </div>
        {signedInUntilMs !== null && (
          <Button size="small" look="quiet" onClick={() => onTake(true)}>
            Use that sign-in
          </Button>
        )}
        <Button size="small" aria-label={`Use ${name}`} onClick={() => onTake(false)}>
          Use
        </Button>
      </div>
    </li>
  )
}
