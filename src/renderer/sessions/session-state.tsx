import { useEffect } from "react"
import {
  CircleCheck,
  CircleDashed,
  CircleX,
  Fingerprint,
  Hourglass,
  LoaderCircle,
  Repeat,
  TriangleAlert,
} from "lucide-react"
import type { SessionCard as Session } from "../../shared/ipc/views.ts"
import { announce } from "../ui/announce.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { cx } from "../ui/cx.ts"
import { useTimed, useTimeText } from "../ui/tick.ts"
import { endingMsOf } from "../../shared/session-urgency.ts"
import { clockWords, durationWords, leftWords, shareLeft } from "./time-words.ts"
import styles from "./session-state.module.css"

type Shown = "none" | "valid" | "ending" | "expired" | "asking" | "waiting" | "touch"

const looks: Record<Shown, { icon: typeof CircleCheck; word: string }> = {
  none: { icon: CircleDashed, word: "Not started" },
  valid: { icon: CircleCheck, word: "Valid" },
  ending: { icon: TriangleAlert, word: "Ending soon" },
  expired: { icon: CircleX, word: "Expired" },
  asking: { icon: LoaderCircle, word: "Asking AWS" },
  waiting: { icon: Hourglass, word: "Waiting for the next code" },
  touch: { icon: Fingerprint, word: "Touch your YubiKey now" },
}

interface SessionStateProps {
  session: Session
  busy: boolean
  /** Whoever sits here started it, and is told how it goes on. */
  asked: boolean
}

/** What a session is now, in a word and a shape; till when; how much is left. */
export function SessionState({ session, busy, asked }: SessionStateProps) {
  const { name, issuedAtMs, expiresAtMs, waitUntilMs } = session
  const shown = useTimeText((nowMs) => stateAt(session, busy, nowMs)) as Shown
  const left = useTimeText((nowMs) => {
    if (shown === "waiting" && waitUntilMs !== null) return leftWords(waitUntilMs, nowMs)
    return expiresAtMs === null ? "" : leftWords(expiresAtMs, nowMs)
  })
  const until = useTimeText((nowMs) => (expiresAtMs === null ? "" : clockWords(expiresAtMs, nowMs)))
  const percent = useTimed((nowMs) =>
    issuedAtMs === null || expiresAtMs === null
      ? 0
      : Math.round(100 * shareLeft(issuedAtMs, expiresAtMs, nowMs)),
  )
  const helped = useTimed(
    (nowMs) => shown === "ending" && session.renewalWaits === null && willRenew(session, nowMs),
  )
  const { icon: Icon, word } = helped ? { icon: Repeat, word: "Renews by itself" } : looks[shown]
  const live = shown === "valid" || shown === "ending"
  // No live region in each card: of hundreds that renew by themselves nobody could tell which one speaks.
  const spoken = shown === "touch" || (asked && (shown === "asking" || shown === "waiting")) ? word : null
  useEffect(() => {
    if (spoken !== null) announce(`${cleanName(name)}: ${spoken}.`)
  }, [name, spoken])
  return (
    <div className={cx(styles.state, styles[helped ? "valid" : shown])}>
      <p className={styles.line}>
        <Icon aria-hidden="true" className={styles.icon} />
        <span className={styles.word}>{word}</span>
        <span className={styles.time}>
          {shown === "valid" || shown === "ending" ? `until ${until}` : null}
          {shown === "expired" ? until : null}
          {shown === "waiting" ? left : null}
        </span>
      </p>
      <div
        className={styles.track}
        role="progressbar"
        aria-label="Time left"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={live ? percent : 0}
        aria-valuetext={live ? `${left} left` : word}
      >
        <span className={styles.bar} style={{ width: `${live ? percent : 0}%` }} />
      </div>
      <p className={styles.left}>
        {live && <strong className={styles.big}>{left}</strong>}
        <span>{leftLine(shown, session)}</span>
      </p>
    </div>
  )
}

/** Its end is nobody's worry: Keycard renews it before. */
function willRenew({ renew, nextRenewalAtMs, expiresAtMs }: Session, nowMs: number): boolean {
  const atMs = nextRenewalAtMs ?? nowMs
  return renew === "auto" && expiresAtMs !== null && atMs < expiresAtMs
}

/** Of Identity Center it is known once there is a session; null: not yet. */
function lastsSeconds({ center, issuedAtMs, expiresAtMs, durationSeconds }: Session): number | null {
  if (center === null) return durationSeconds
  return issuedAtMs === null || expiresAtMs === null ? null : (expiresAtMs - issuedAtMs) / 1000
}

function leftLine(shown: Shown, session: Session): string {
  const { touch } = session
  const durationSeconds = lastsSeconds(session)
  switch (shown) {
    case "touch":
      return `It blinks and waits 15 seconds. Its number is ${touch ?? ""}.`
    case "valid":
    case "ending":
      return durationSeconds === null ? " left" : ` left of ${durationWords(durationSeconds)}`
    case "waiting":
      return "AWS takes each code once; a new one is seconds away."
    case "asking":
      return "A few seconds."
    case "none":
    case "expired":
      return durationSeconds === null
        ? "Lasts as long as Identity Center lets it"
        : `Lasts ${durationWords(durationSeconds)} once started`
  }
}

/** The state at an instant: what main said, carried on until it says something else. */
export function stateAt(session: Session, busy: boolean, nowMs: number): Shown {
  if (busy && (session.touch ?? null) !== null) return "touch"
  if (busy) return session.waitUntilMs !== null && session.waitUntilMs > nowMs ? "waiting" : "asking"
  const { state, expiresAtMs } = session
  if (state === "none" || expiresAtMs === null) return state
  if (nowMs >= expiresAtMs) return "expired"
  // Before its last minutes, or its last quarter, it is as good as new: main's own word, carried on.
  return expiresAtMs - nowMs < endingMsOf(session) ? "ending" : "valid"
}
