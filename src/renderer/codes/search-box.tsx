import { useEffect, useRef, type KeyboardEvent } from "react"
import { Search, X } from "lucide-react"
import { announce } from "../ui/announce.tsx"
import { IconButton } from "../ui/button.tsx"
import { restCaret } from "./rest-caret.ts"
import styles from "./search-box.module.css"

interface SearchBoxProps {
  query: string
  count: number
  total: number
  onQuery: (query: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** A person who types fast hears the count of what they meant, not of every letter. */
const restMs = 600

export function SearchBox({ query, count, total, onQuery, onKeyDown }: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => (field.current === null ? undefined : restCaret(field.current)), [])
  useEffect(() => {
    if (query.trim() === "") return
    const words =
      count === 0 ? "No account matches." : `${count} of ${total} accounts. Enter copies the first.`
    const timer = window.setTimeout(() => announce(words), restMs)
    return () => window.clearTimeout(timer)
  }, [query, count, total])
  return (
    <div className={styles.box} role="search">
      <Search className={styles.icon} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        data-search
        data-autofocus
        autoFocus
        aria-label="Search accounts"
        placeholder={total === 1 ? "Search" : `Search ${total} accounts`}
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
          <span className={styles.count} aria-hidden="true">
            {count}
          </span>
          <IconButton label="Clear search" icon={<X />} onClick={() => onQuery("")} />
        </>
      )}
    </div>
  )
}
