import { useState, type SyntheticEvent } from "react"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./set-up.module.css"

/** A code from a device that is not enrolled here. */
export function CodeDialog({ session, onClose }: { session: SessionCard; onClose: () => void }) {
  const [code, setCode] = useState("")
  const digits = code.replace(/\s/g, "")
  const refresh = useAction(async () => {
    await call("aws:refresh", { profileId: session.profileId, code: digits, replaceForeignSection: false })
    onClose()
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void refresh.run()
  }
  return (
    <Dialog
      title={`Code for ${cleanName(session.name)}`}
      size="small"
      keep
      onClose={onClose}
      actions={
        <FormFoot form="aws-code" busy={refresh.busy} disabled={!/^\d{6}$/.test(digits)} onCancel={onClose}>
          Refresh
        </FormFoot>
      }
    >
      <form id="aws-code" className={styles.form} onSubmit={submit}>
        <Field
          label="Six digits of your MFA device"
          inputMode="numeric"
          data-autofocus
          value={code}
          maxLength={10}
          onChange={(event) => setCode(event.target.value)}
        />
        {refresh.error !== null && <ErrorNote error={refresh.error} />}
      </form>
    </Dialog>
  )
}
