import { IdCard, Lock, RectangleEllipsis, Settings } from "lucide-react"
import { lockOrSetUp } from "../lock/lock-now.ts"
import { appState, place, type Place } from "../state.ts"
import { useStore } from "../store.ts"
import { cx } from "../ui/cx.ts"
import { Emblem } from "./emblem.tsx"
import styles from "./rail.module.css"

const places: readonly { id: Place; label: string; icon: typeof IdCard; keys: string }[] = [
  { id: "codes", label: "Codes", icon: RectangleEllipsis, keys: "1" },
  { id: "sessions", label: "Sessions", icon: IdCard, keys: "2" },
  { id: "settings", label: "Settings", icon: Settings, keys: "3" },
]

/** Where one can go: at the left, at the foot of a narrow window. */
export function Rail() {
  const here = useStore(place)
  const hasLock = useStore(appState, (app) => (app?.lock.state ?? "off") !== "off")
  return (
    <nav className={styles.rail} aria-label="Places">
      <Emblem className={styles.emblem} />
      {places.map(({ id, label, icon: Icon, keys }) => (
        <button
          key={id}
          type="button"
          className={styles.item}
          aria-current={here === id ? "page" : undefined}
          title={`${label} (Ctrl+${keys})`}
          onClick={() => place.set(id)}
        >
          <span className={styles.pill}>
            <Icon aria-hidden="true" />
          </span>
          {label}
        </button>
      ))}
      <button
        type="button"
        className={cx(styles.item, styles.foot)}
        title={hasLock ? "Lock (Ctrl+L)" : "Set a passphrase that locks Keycard"}
        onClick={() => void lockOrSetUp()}
      >
        <span className={styles.pill}>
          <Lock aria-hidden="true" />
        </span>
        Lock
      </button>
    </nav>
  )
}
