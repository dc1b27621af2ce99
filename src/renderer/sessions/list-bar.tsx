import type { KeyboardEvent } from "react"
import { Layers, ListChecks } from "lucide-react"
import { changeSettings } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { SearchBox } from "../ui/search-box.tsx"
import { toast } from "../ui/toast.tsx"
import { pickedSessions, sessionQuery } from "./sessions-state.ts"
import styles from "./session-list.module.css"

interface ListBarProps {
  count: number
  total: number
  grouped: boolean
  onKeyDown: (event: KeyboardEvent) => void
  onSelect: () => void
}

/** Search, grouping, choosing. */
export function ListBar({ count, total, grouped, onKeyDown, onSelect }: ListBarProps) {
  const query = useStore(sessionQuery)
  const picking = useStore(pickedSessions, (present) => present !== null)
  const group = () =>
    changeSettings({ groupSessions: !grouped }).catch(() =>
      toast("This could not be remembered.", null, "failed"),
    )
  return (
    <div className={styles.bar}>
      <SearchBox
        label="Search sessions"
        placeholder={`Search ${total} sessions`}
        query={query}
        count={count}
        spoken={`${count} of ${total} sessions.`}
        onQuery={(next) => sessionQuery.set(next)}
        onKeyDown={onKeyDown}
      />
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
