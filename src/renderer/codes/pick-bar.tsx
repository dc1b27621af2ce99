import { useEffect, useMemo, useState, type ReactNode } from "react"
import { ListChecks, Pin, PinOff, Tag, Trash2, X } from "lucide-react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { changeMany, removeAccounts, spokenMany } from "./account-actions.ts"
import { pickAll, stopPicking } from "./picking.ts"
import { picked } from "./selection.ts"
import { TagsDialog } from "./tags-dialog.tsx"
import styles from "./pick-bar.module.css"

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
  // What is said at the foot of the window makes room for it.
  useEffect(() => {
    if (!open) return
    document.documentElement.dataset.picking = ""
    return () => {
      delete document.documentElement.dataset.picking
    }
  }, [open])
  if (!open) return null
  const none = chosen.length === 0
  const unpin = !none && chosen.every(({ pinned }) => pinned)
  return (
    <div
      className={styles.bar}
      role="toolbar"
      aria-label="Selected accounts"
      onKeyDown={(event) => {
        // A dialog in it has its own Esc.
        if (event.key === "Escape" && !tagging) stopPicking()
      }}
    >
      <span className={styles.count}>
        {chosen.length}
        <span className={styles.word}> selected</span>
      </span>
      <Item label="Select all" icon={<ListChecks />} onClick={pickAll} />
      <Item label="Tags" icon={<Tag />} disabled={none} onClick={() => tag(true)} />
      <Item
        label={unpin ? "Unpin" : "Pin"}
        icon={unpin ? <PinOff /> : <Pin />}
        disabled={none}
        onClick={() => pinPicked(chosen)}
      />
      <Item label="Remove" icon={<Trash2 />} disabled={none} onClick={() => removePicked(chosen)} />
      <IconButton label="Cancel selection" icon={<X />} onClick={stopPicking} />
      {tagging && <TagsDialog all={all} chosen={chosen} onClose={() => tag(false)} />}
    </div>
  )
}

interface ItemProps {
  label: string
  icon: ReactNode
  disabled?: boolean
  onClick: () => void
}

function Item({ label, icon, disabled = false, onClick }: ItemProps) {
  return (
    <Button
      look="quiet"
      size="small"
      icon={icon}
      disabled={disabled}
      aria-label={label}
      title={label}
      className={styles.item}
      onClick={onClick}
    >
      <span className={styles.word}>{label}</span>
    </Button>
  )
}
