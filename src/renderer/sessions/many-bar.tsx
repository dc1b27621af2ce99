import { Play, Square } from "lucide-react"
import type { KeyView, SessionCard } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Progress } from "../ui/progress.tsx"
import { SelectionAction, SelectionBar, useRoomAtFoot } from "../ui/selection-bar.tsx"
import { cancelMany, doMany, many, manyItem, type Many } from "./many.ts"
import { ManyFailed } from "./many-failed.tsx"
import { pickedSessions } from "./sessions-state.ts"
import styles from "./session-list.module.css"

interface ManyBarProps {
  sessions: readonly SessionCard[]
  keyOf: ReadonlyMap<string, KeyView>
  onAll: () => void
}

/** What can be done to all that are chosen; then how far it is; then what went wrong. */
export function ManyBar({ sessions, keyOf, onAll }: ManyBarProps) {
  const picked = useStore(pickedSessions)
  const present = useStore(many)
  const open = picked !== null || (present !== null && present.state !== "over")
  useRoomAtFoot(open)
  if (present?.state === "over") return <ManyFailed present={present} />
  if (present !== null) return <Running present={present} />
  if (picked === null) return null
  const chosen = sessions.filter(({ profileId }) => picked.has(profileId))
  const begin = (what: Many["what"]) => {
    pickedSessions.set(null)
    void doMany(
      what,
      chosen.map((session) => manyItem(session, keyOf.get(session.keyId ?? ""))),
    )
  }
  const none = chosen.length === 0
  const idle = chosen.every(({ state, written }) => state === "none" && !written)
  return (
    <SelectionBar
      label="Selected sessions"
      count={chosen.length}
      onAll={onAll}
      onCancel={() => pickedSessions.set(null)}
    >
      <SelectionAction label="Start" icon={<Play />} disabled={none} onClick={() => begin("start")} />
      <SelectionAction label="Stop" icon={<Square />} disabled={none || idle} onClick={() => begin("stop")} />
    </SelectionBar>
  )
}

function Running({ present }: { present: Many }) {
  const { what, done, total, running, state } = present
  const verb = what === "start" ? "Starting" : "Stopping"
  const now = Math.min(total, done + Math.max(1, running.length))
  return (
    <div className={styles.running} role="group" aria-label={`${verb} sessions`}>
      <div className={styles.runningWords}>
        <Progress
          label={state === "cancelled" ? "Calling off…" : `${verb} ${now} of ${total}`}
          done={done}
          total={total}
        />
        <p className={styles.runningNow}>
          {running.map(cleanName).join(", ")}
          {what === "start" && total > 1 && ". AWS takes a code of one device every 30 seconds."}
        </p>
      </div>
      <Button size="small" disabled={state === "cancelled"} onClick={cancelMany}>
        Cancel
      </Button>
    </div>
  )
}
