import { useId, useRef, useState, type KeyboardEvent } from "react"
import { X } from "lucide-react"
import { announce } from "../ui/announce.tsx"
import { cx } from "../ui/cx.ts"
import { maxTagLength, suggestedTags, withTag } from "./tags.ts"
import styles from "./tag-field.module.css"

interface TagFieldProps {
  label: string
  tags: readonly string[]
  /** Tags in use, to offer. */
  known: readonly string[]
  autoFocus?: boolean
  onChange: (tags: readonly string[]) => void
}

/** Tags as chips in a box one types in: Enter or a comma adds, Backspace takes the last, arrows choose what is offered. */
export function TagField({ label, tags, known, autoFocus = false, onChange }: TagFieldProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState("")
  const [here, setHere] = useState(false)
  const [active, setActive] = useState(-1)
  const offered = here ? suggestedTags(text, known, tags) : []
  const change = (next: readonly string[], words: string) => {
    setText("")
    setActive(-1)
    if (next === tags) return
    onChange(next)
    announce(words)
  }
  const add = (typed: string) => change(withTag(tags, typed, known), `Tag ${typed.trim()} added.`)
  const remove = (tag: string) => {
    change(
      tags.filter((each) => each !== tag),
      `Tag ${tag} removed.`,
    )
    box.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const last = tags.at(-1)
    if ((event.key === "Enter" && (text.trim() !== "" || active >= 0)) || event.key === ",") {
      event.preventDefault()
      add(offered[active] ?? text)
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (offered.length === 0) return
      event.preventDefault()
      const step = event.key === "ArrowDown" ? 1 : -1
      setActive(((active + step + 1 + offered.length + 1) % (offered.length + 1)) - 1)
    } else if (event.key === "Escape" && (text !== "" || active >= 0)) {
      // The first Esc is of the box, the next one of the dialog.
      event.preventDefault()
      event.stopPropagation()
      setText("")
      setActive(-1)
    } else if (event.key === "Backspace" && text === "" && last !== undefined) remove(last)
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        {tags.map((tag) => (
          <span key={tag} className={styles.chip}>
            <span className={styles.name}>{tag}</span>
            <button
              type="button"
              aria-label={`Remove tag ${tag}`}
              className={styles.take}
              onClick={() => remove(tag)}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={box}
          id={id}
          role="combobox"
          aria-expanded={offered.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          data-autofocus={autoFocus || undefined}
          placeholder={tags.length === 0 ? "work, home …" : ""}
          maxLength={maxTagLength + 10}
          className={styles.input}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(-1)
          }}
          onKeyDown={press}
          onFocus={() => setHere(true)}
          onBlur={() => {
            setHere(false)
            if (text.trim() !== "") add(text)
          }}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Tags in use" className={styles.offered}>
        {offered.map((tag, index) => (
          <div
            key={tag}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={cx(styles.offer, index === active && styles.active)}
            // Before the box loses the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              add(tag)
            }}
          >
            {tag}
          </div>
        ))}
      </div>
    </div>
  )
}
