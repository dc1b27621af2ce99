import { useState, type SyntheticEvent } from "react"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { regions } from "./regions.ts"
import styles from "./set-up.module.css"

/** Short names that most people look for; any other may be typed. */
const services = [
  "billing",
  "cloudformation",
  "cloudwatch",
  "dynamodb",
  "ec2",
  "ecs",
  "iam",
  "lambda",
  "rds",
  "s3",
  "secretsmanager",
  "sqs",
  "ssm",
  "vpc",
] as const

/** Where in AWS's console to go. */
export function ConsoleDialog({ session, onClose }: { session: SessionCard; onClose: () => void }) {
  const { profileId, name } = session
  const [page, setPage] = useState("")
  const [region, setRegion] = useState(session.region ?? "")
  const place = { profileId, region: region.trim() || null, page: page.trim() || null }
  const open = useAction(async () => {
    await call("console:open", place)
    toast(`The console opens in your browser as ${cleanName(name)}.`)
    onClose()
  })
  const copy = useAction(async () => {
    await call("console:copy", place)
    toast("Copied a link that signs in once. Treat it like a password.")
    onClose()
  })
  const error = open.error ?? copy.error
  const words = error === null ? null : messageFor(error, 0)
  const text = `${words?.title} ${words?.detail}`
  const isPage = error?.kind === "aws-value" && error.field === "console-page"
  const isRegion =
    error?.kind === "aws-partition" || (error?.kind === "aws-value" && error.field === "region")
  const isUser = session.roleArns.length === 0
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    copy.clear()
    void open.run()
  }
  return (
    <Dialog
      title={`Console as ${cleanName(name)}`}
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button
            className={styles.spread}
            busy={copy.busy}
            onClick={() => {
              open.clear()
              void copy.run()
            }}
          >
            Copy link
          </Button>
          <FormFoot form="aws-console" busy={open.busy} onCancel={onClose}>
            Open
          </FormFoot>
        </>
      }
    >
      <form id="aws-console" className={styles.form} onSubmit={submit}>
        <Field
          label="Service"
          aside="optional"
          data-autofocus
          placeholder="s3"
          list="console-services"
          value={page}
          maxLength={200}
          error={isPage ? text : null}
          onChange={(event) => setPage(event.target.value)}
        />
        <datalist id="console-services">
          {services.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field
          label="Region"
          aside="optional"
          placeholder="eu-central-1"
          list="console-regions"
          value={region}
          maxLength={60}
          error={isRegion ? text : null}
          onChange={(event) => setRegion(event.target.value)}
        />
        <datalist id="console-regions">
          {regions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <p className={styles.text}>
          {isUser
            ? "You sign in as the user, with what the user may do but without MFA: AWS has it so. A profile with a role keeps all of the role's rights."
            : "You sign in as the role, for as long as its credentials last."}
        </p>
        {error !== null && !isPage && !isRegion && error.kind !== "cancelled" && <ErrorNote error={error} />}
      </form>
    </Dialog>
  )
}
