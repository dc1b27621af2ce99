import { useEffect, type ReactNode } from "react"
import { ListChecks, X } from "lucide-react"
import { Button, IconButton } from "./button.tsx"
import styles from "./selection-bar.module.css"

interface SelectionBarProps {
  /** "Selected accounts" */
  label: string
  count: number
  onAll: () => void
  /** Esc or the cross. */
  onCancel: () => void
  /** {@link SelectionAction}s, and what they open. */
  children: ReactNode
}

/** What can be done to all that are chosen, over the foot of a list. */
export function SelectionBar({ label, count, onAll, onCancel, children }: SelectionBarProps) {
  return (
    <div
      className={styles.bar}
      role="toolbar"
      aria-label={label}
      onKeyDown={(event) => {
        // A dialog in it has its own Esc.
        const inDialog = event.target instanceof Element && event.target.closest("dialog") !== null
        if (event.key === "Escape" && !inDialog) onCancel()
      }}
    >
      <span className={styles.count}>
        {count}
        <span className={styles.word}> selected</span>
      </span>
      <SelectionAction label="Select all" icon={<ListChecks />} onClick={onAll} />
      {children}
      <IconButton label="Cancel selection" icon={<X />} onClick={onCancel} />
    </div>
  )
}

interface SelectionActionProps {
  label: string
  icon: ReactNode
  disabled?: boolean
  onClick: () => void
}

/** A button with its word, or its picture alone where the window is narrow. */
export function SelectionAction({ label, icon, disabled = false, onClick }: SelectionActionProps) {
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

/** While it is open, what is said at the foot of the window makes room for it. */
export function useRoomAtFoot(open: boolean): void {
  useEffect(() => {
    if (!open) return
    document.documentElement.dataset.picking = ""
    return () => {
      delete document.documentElement.dataset.picking
    }
  }, [open])
}
