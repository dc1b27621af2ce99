import { useMemo, useState, type SyntheticEvent } from "react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { accounts } from "../state.ts"
import { useStore } from "../store.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Facts } from "../ui/facts.tsx"
import { Field } from "../ui/field.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { useAction } from "../ui/use-action.ts"
import { MarkField, type ChosenMark } from "./mark-field.tsx"
import { saveEdit } from "./save-edit.ts"
import { TagField } from "./tag-field.tsx"
import { tagsOf } from "./tags.ts"
import styles from "./edit-account.module.css"

/** Names, tags, mark and a note. What makes the codes cannot be changed: a site that changes it gives a new QR code. */
export function EditAccount({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const all = useStore(accounts)
  const known = useMemo(() => tagsOf(all ?? []).map(({ tag }) => tag), [all])
  const [issuer, setIssuer] = useState(account.issuer)
  const [name, setName] = useState(account.account)
  const [tags, setTags] = useState<readonly string[]>(account.tags)
  const [mark, setMark] = useState<ChosenMark>({ mark: account.mark, png: null })
  const [note, setNote] = useState(account.note)
  const save = useAction(async () => {
    await saveEdit(account, { issuer: issuer.trim(), account: name.trim(), note, tags }, mark)
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
        <FormFoot form="edit-account" busy={save.busy} onCancel={onClose}>
          Save
        </FormFoot>
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
        <TagField label="Tags" tags={tags} known={known} onChange={setTags} />
        <MarkField account={{ id: account.id, issuer, account: name }} value={mark} onChange={setMark} />
        <Field
          label="Note"
          aside="optional"
          value={note}
          maxLength={2_000}
          hint="Where it belongs, who else has it. Not secret: it is kept with the names, and search finds it."
          onChange={(event) => setNote(event.target.value)}
        />
        <Facts account={account} all />
        {save.error !== null && <ErrorNote error={save.error} />}
      </form>
    </Dialog>
  )
}
