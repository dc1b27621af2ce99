import { useRef, type KeyboardEvent } from "react"
import { IdCard, ScrollText, ShieldCheck } from "lucide-react"
import { useStore } from "../store.ts"
import { sessionsTab, type SessionsTab } from "./sessions-state.ts"
import styles from "./tabs.module.css"

const tabs: readonly { id: SessionsTab; label: string; icon: typeof IdCard }[] = [
  { id: "sessions", label: "Sessions", icon: IdCard },
  { id: "checkup", label: "Check-up", icon: ShieldCheck },
  { id: "log", label: "Log", icon: ScrollText },
]

export const tabPanelId = "sessions-page"

/** The pages of this place. The arrow keys go from one to the next. */
export function Tabs() {
  const here = useStore(sessionsTab)
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === here)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : at + (step ?? Number.NaN)
    const next = tabs[(to + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    sessionsTab.set(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label="AWS" className={styles.tabs} onKeyDown={move}>
      {tabs.map(({ id, label, icon: Icon }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-tab={id}
          aria-selected={id === here}
          aria-controls={tabPanelId}
          tabIndex={id === here ? 0 : -1}
          className={styles.tab}
          onClick={() => sessionsTab.set(id)}
        >
          <Icon aria-hidden="true" className={styles.icon} />
          {label}
        </button>
      ))}
    </div>
  )
}
