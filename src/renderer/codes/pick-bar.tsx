import { useMemo, useState } from "react"
import { Pin, PinOff, Tag, Trash2 } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { SelectionAction, SelectionBar, useRoomAtFoot } from "../ui/selection-bar.tsx"
import { changeMany, removeAccounts, spokenMany } from "./account-actions.ts"
import { pickAll, stopPicking } from "./picking.ts"
import { picked } from "./selection.ts"
import { TagsDialog } from "./tags-dialog.tsx"

export function pinPicked(chosen: readonly AccountView[]): void {
  const ids = chosen.map(({ id }) => id)
  if (ids.length === 0) return
  const pinned = chosen.some((account) => !account.pinned)
  stopPicking()
  void changeMany({ ids, pinned }, `${pinned ? "Pinned" : "Unpinned"} ${spokenMany(ids)}.`)
}

export function removePicked(chosen: readonly AccountView[]): void {
  const ids = chosen.map(({ id }) => id)
  if (ids.length === 0) return
  stopPicking()
  void removeAccounts(ids)
}

/** What can be done to all that are picked, while rows are. */
export function PickBar({ all }: { all: readonly AccountView[] }) {
  const present = useStore(picked)
  const [tagging, tag] = useState(false)
  const chosen = useMemo(() => all.filter(({ id }) => present?.has(id) === true), [all, present])
  const open = present !== null
  useRoomAtFoot(open)
  if (!open) return null
  const none = chosen.length === 0
  const unpin = !none && chosen.every(({ pinned }) => pinned)
  return (
    <SelectionBar label="Selected accounts" count={chosen.length} onAll={pickAll} onCancel={stopPicking}>
      <SelectionAction label="Tags" icon={<Tag />} disabled={none} onClick={() => tag(true)} />
      <SelectionAction
        label={unpin ? "Unpin" : "Pin"}
        icon={unpin ? <PinOff /> : <Pin />}
        disabled={none}
        onClick={() => pinPicked(chosen)}
      />
      <SelectionAction
        label="Remove"
        icon={<Trash2 />}
        disabled={none}
        onClick={() => removePicked(chosen)}
      />
      {tagging && <TagsDialog all={all} chosen={chosen} onClose={() => tag(false)} />}
    </SelectionBar>
  )
}
