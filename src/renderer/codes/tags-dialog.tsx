import { useMemo, useState, type SyntheticEvent } from "react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { Dialog } from "../ui/dialog.tsx"
import { FormFoot } from "../ui/form-foot.tsx"
import { changeMany, spokenMany } from "./account-actions.ts"
import { stopPicking } from "./picking.ts"
import { TagField } from "./tag-field.tsx"
import { foldTag, tagsOf } from "./tags.ts"
import styles from "./tags-dialog.module.css"

interface TagsDialogProps {
  all: readonly AccountView[]
  chosen: readonly AccountView[]
  onClose: () => void
}

/** Adds tags to many accounts and takes tags from them. */
export function TagsDialog({ all, chosen, onClose }: TagsDialogProps) {
  const known = useMemo(() => tagsOf(all).map(({ tag }) => tag), [all])
  const present = useMemo(() => tagsOf(chosen), [chosen])
  const [added, add] = useState<readonly string[]>([])
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const ids = chosen.map(({ id }) => id)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const adding = new Set(added.map(foldTag))
    const removeTags = [...gone].filter((tag) => !adding.has(foldTag(tag)))
    onClose()
    if (added.length + removeTags.length === 0) return
    stopPicking()
    void changeMany({ ids, addTags: [...added], removeTags }, `Changed the tags of ${spokenMany(ids)}.`)
  }
  return (
    <Dialog
      title={`Tags of ${spokenMany(ids)}`}
      size="small"
      keep
      onClose={onClose}
      actions={
        <FormFoot form="tags-of-many" onCancel={onClose}>
          Save
        </FormFoot>
      }
    >
      <form id="tags-of-many" className={styles.form} onSubmit={submit}>
        <TagField label="Add" tags={added} known={known} autoFocus onChange={add} />
        {present.length > 0 && (
          <fieldset className={styles.present}>
            <legend className={styles.legend}>Keep</legend>
            {present.map(({ tag, uses }) => (
              <label key={tag} className={styles.tag}>
                <input
                  type="checkbox"
                  checked={!gone.has(tag)}
                  onChange={(event) => {
                    const next = new Set(gone)
                    if (event.target.checked) next.delete(tag)
                    else next.add(tag)
                    setGone(next)
                  }}
                />
                <span className={styles.name}>{tag}</span>
                <span className={styles.uses}>
                  {uses === chosen.length ? "all" : `${uses} of ${chosen.length}`}
                </span>
              </label>
            ))}
          </fieldset>
        )}
      </form>
    </Dialog>
  )
}
