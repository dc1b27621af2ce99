import type { ReactNode } from "react"
import { Archive, KeyRound, TriangleAlert, X } from "lucide-react"
import type { ReminderView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { showSettings } from "../settings/show-settings.ts"
import { appState } from "../state.ts"
import { useStore } from "../store.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { useTimeText } from "../ui/tick.ts"
import { lockNow } from "./lock-now.ts"
import { daysAgoWords } from "./lock-words.ts"
import styles from "./reminders.module.css"

/** One quiet line over the codes, of what should be done some day soon; the most important one only. */
export function Reminders() {
  const move = useStore(appState, (app) => app?.move ?? null)
  const [due] = useStore(appState, (app) => app?.reminders ?? none)
  const lastAtMs = due?.lastAtMs ?? null
  const when = useTimeText((nowMs) => (lastAtMs === null ? "" : daysAgoWords(lastAtMs, nowMs)))
  if (move !== null && !move.running)
    return (
      <Line
        icon={<TriangleAlert />}
        text="Moving your secrets was interrupted. Nothing is lost."
        button="Look"
        onPress={() => showSettings("places")}
      />
    )
  if (due === undefined) return null
  const later = () => {
    call("app:snooze", { kind: due.kind }).catch(() => undefined)
  }
  return due.kind === "backup" ? (
    <Line
      icon={<Archive />}
      text={
        due.lastAtMs === null
          ? "There is no backup of your accounts yet."
          : `The last backup was made ${when}.`
      }
      button="Make a backup"
      onPress={() => showSettings("backup")}
      onLater={later}
    />
  ) : (
    <Line
      icon={<KeyRound />}
      text={`You last typed your passphrase ${when}. Type it, so that you keep it in mind.`}
      button="Lock and type it"
      onPress={() => void lockNow()}
      onLater={later}
    />
  )
}

const none: readonly ReminderView[] = []

interface LineProps {
  icon: ReactNode
  text: string
  button: string
  onPress: () => void
  onLater?: () => void
}

function Line({ icon, text, button, onPress, onLater }: LineProps) {
  return (
    <aside className={styles.line} aria-label="Reminder">
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <p className={styles.text}>{text}</p>
      <Button size="small" look="quiet" onClick={onPress}>
        {button}
      </Button>
      {onLater !== undefined && (
        <IconButton label="Not now: remind me in a week" icon={<X />} onClick={onLater} />
      )}
    </aside>
  )
}
