import { useEffect, useRef, type KeyboardEvent } from "react"
import { Search, X } from "lucide-react"
import { announce } from "./announce.tsx"
import { IconButton } from "./button.tsx"
import { restCaret } from "./rest-caret.ts"
import styles from "./search-box.module.css"

interface SearchBoxProps {
  /** "Search accounts" */
  label: string
  placeholder?: string
  query: string
  /** How many were found; absent: not said. */
  count?: number
  /** What was found, for who cannot see it. */
  spoken?: string
  /** Whether the field is where a person starts on this page. */
  autoFocus?: boolean
  onQuery: (query: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** A person who types fast hears the count of what they meant, not of every letter. */
const restMs = 600

/** The field that `/` goes to. */
export function SearchBox({
  label,
  placeholder = label,
  query,
  count,
  spoken = "",
  autoFocus = false,
  onQuery,
  onKeyDown,
}: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => (field.current === null ? undefined : restCaret(field.current)), [])
  useEffect(() => {
    if (query.trim() === "" || spoken === "") return
    const timer = window.setTimeout(() => announce(spoken), restMs)
    return () => window.clearTimeout(timer)
  }, [query, spoken])
  return (
    <div className={styles.box} role="search">
      <Search className={styles.icon} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        data-search
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        className={styles.input}
        value={query}
        maxLength={200}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === "" ? (
        <kbd className={styles.hint} aria-hidden="true">
          /
        </kbd>
      ) : (
        <>
          {count !== undefined && (
            <span className={styles.count} aria-hidden="true">
              {count}
            </span>
          )}
          <IconButton label="Clear search" icon={<X />} onClick={() => onQuery("")} />
        </>
      )}
    </div>
  )
}
