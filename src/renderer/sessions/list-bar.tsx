import { useEffect, type KeyboardEvent } from "react"
import { Layers, ListChecks, Search, X } from "lucide-react"
import { changeSettings } from "../state.ts"
import { useStore } from "../store.ts"
import { announce } from "../ui/announce.tsx"
import { Button, IconButton } from "../ui/button.tsx"
import { toast } from "../ui/toast.tsx"
import { pickedSessions, sessionQuery } from "./sessions-state.ts"
import boxStyles from "../codes/search-box.module.css"
import styles from "./session-list.module.css"

interface ListBarProps {
  count: number
  total: number
  grouped: boolean
  onKeyDown: (event: KeyboardEvent) => void
  onSelect: () => void
}

/** A person who types fast hears the count of what they meant, not of every letter. */
const restMs = 600

/** Search, grouping, choosing. */
export function ListBar({ count, total, grouped, onKeyDown, onSelect }: ListBarProps) {
  const query = useStore(sessionQuery)
  const picking = useStore(pickedSessions, (present) => present !== null)
  useEffect(() => {
    if (query.trim() === "") return
    const timer = window.setTimeout(() => announce(`${count} of ${total} sessions.`), restMs)
    return () => window.clearTimeout(timer)
  }, [query, count, total])
  const group = () =>
    changeSettings({ groupSessions: !grouped }).catch(() =>
      toast("This could not be remembered.", null, "failed"),
    )
  return (
    <div className={styles.bar}>
      <div className={boxStyles.box} role="search">
        <Search className={boxStyles.icon} aria-hidden="true" />
        <input
          type="text"
          role="searchbox"
          data-search
          aria-label="Search sessions"
          placeholder={`Search ${total} sessions`}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          className={boxStyles.input}
          value={query}
          maxLength={200}
          onChange={(event) => sessionQuery.set(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {query === "" ? (
          <kbd className={boxStyles.hint} aria-hidden="true">
            /
          </kbd>
        ) : (
          <>
            <span className={boxStyles.count} aria-hidden="true">
              {count}
            </span>
            <IconButton label="Clear search" icon={<X />} onClick={() => sessionQuery.set("")} />
          </>
        )}
      </div>
      <Toggle label="Group by account" icon={<Layers />} on={grouped} onClick={() => void group()} />
      <Toggle label="Select several" icon={<ListChecks />} on={picking} onClick={onSelect} />
    </div>
  )
}

interface ToggleProps {
  label: string
  icon: React.ReactNode
  on: boolean
  onClick: () => void
}

function Toggle({ label, icon, on, onClick }: ToggleProps) {
  return (
    <Button
      icon={icon}
      aria-pressed={on}
      aria-label={label}
      title={label}
      className={styles.toggle}
      onClick={onClick}
    >
      <span className={styles.toggleText}>{label}</span>
    </Button>
  )
}
