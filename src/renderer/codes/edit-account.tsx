import { useState, type SyntheticEvent } from "react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Facts } from "../ui/facts.tsx"
import { Field } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./edit-account.module.css"

/** Names and a note. What makes the codes cannot be changed: a site that changes it gives a new QR code. */
export function EditAccount({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const [issuer, setIssuer] = useState(account.issuer)
  const [name, setName] = useState(account.account)
  const [note, setNote] = useState(account.note)
  const save = useAction(async () => {
    await call("accounts:edit", { id: account.id, issuer: issuer.trim(), account: name.trim(), note })
    onClose()
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save.run()
  }
  return (
    <Dialog
      title="Edit account"
      size="small"
      keep
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="edit-account" busy={save.busy}>
            Save
          </Button>
        </>
      }
    >
      <form id="edit-account" className={styles.form} onSubmit={submit}>
        <Field
          label="Service"
          value={issuer}
          maxLength={200}
          data-autofocus
          onChange={(event) => setIssuer(event.target.value)}
        />
        <Field
          label="Account"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label="Note"
          aside="optional"
          value={note}
          maxLength={2_000}
          hint="Where it belongs, who else has it. Not secret: it is kept with the names."
          onChange={(event) => setNote(event.target.value)}
        />
        <Facts account={account} all />
        {save.error !== null && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  )
}
