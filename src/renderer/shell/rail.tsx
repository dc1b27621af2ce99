import { IdCard, LockKeyhole, Settings } from "lucide-react"
import { place, type Place } from "../state.ts"
import { useStore } from "../store.ts"
import { Emblem } from "./emblem.tsx"
import styles from "./rail.module.css"

const places: readonly { id: Place; label: string; icon: typeof IdCard; keys: string }[] = [
  { id: "codes", label: "Codes", icon: LockKeyhole, keys: "1" },
  { id: "sessions", label: "Sessions", icon: IdCard, keys: "2" },
  { id: "settings", label: "Settings", icon: Settings, keys: "3" },
]

/** Where one can go: at the left, at the foot of a narrow window. */
export function Rail() {
  const here = useStore(place)
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
    </nav>
  )
}
