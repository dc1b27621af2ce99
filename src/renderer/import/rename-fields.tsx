import { useEffect, useRef, useState, type KeyboardEvent } from "react"
import styles from "./rename-fields.module.css"

/** What an entry is called here. */
export interface EntryName {
  readonly issuer: string
  readonly account: string
}

interface RenameFieldsProps {
  name: EntryName
  /** What it is called, for screen readers. */
  of: string
  onName: (name: EntryName) => void
  /** Done, with the keyboard: the list has the focus again. */
  onClose: (focus: boolean) => void
}

/** Both names of one line. What is typed counts at once; Enter or a click elsewhere ends it, Esc takes it back. */
export function RenameFields({ name, of, onName, onClose }: RenameFieldsProps) {
  const [before] = useState(name)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const first = box.current?.querySelector("input")
    first?.focus()
    first?.select()
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    // An unfinished word of an input method is not Enter, nor Esc.
    if (event.nativeEvent.isComposing) return
    if (event.key === "Enter") onClose(true)
    else if (event.key === "Escape") {
      onName(before)
      onClose(true)
    } else return
    // Not the dialog's.
    event.preventDefault()
    event.stopPropagation()
  }
  const field = (part: keyof EntryName, label: string) => (
    <input
      className={styles.field}
      aria-label={`${label} of ${of}`}
      placeholder={label}
      value={name[part]}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onName({ ...name, [part]: event.target.value })}
    />
  )
  return (
    <div
      ref={box}
      className={styles.fields}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        // The window lost the focus, not the field: it goes on when that is back.
        if (event.currentTarget.contains(document.activeElement)) return
        if (!event.currentTarget.contains(event.relatedTarget)) onClose(false)
      }}
    >
      {field("issuer", "Service")}
      {field("account", "Account")}
    </div>
  )
}
