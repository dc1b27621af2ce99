import { durations } from "./regions.ts"
import { durationWords } from "./time-words.ts"
import styles from "./set-up.module.css"

interface DurationProps {
  seconds: number
  /** The longest that AWS allows here. */
  most: number
  onChange: (seconds: number) => void
  error: string | null
}

/** How long a session lasts. */
export function DurationField({ seconds, most, onChange, error }: DurationProps) {
  const allowed = durations.filter((each) => each <= most)
  const nearest = allowed.findIndex((each) => each >= seconds)
  const index = nearest < 0 ? allowed.length - 1 : nearest
  return (
    <div>
      <div className={styles.duration}>
        <label htmlFor="aws-duration">Lasts</label>
        <output htmlFor="aws-duration">{durationWords(seconds)}</output>
      </div>
      <input
        id="aws-duration"
        type="range"
        className={styles.range}
        min={0}
        max={allowed.length - 1}
        step={1}
        value={index}
        aria-valuetext={durationWords(seconds)}
        onChange={(event) => onChange(allowed[Number(event.target.value)] ?? most)}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>15 min</span>
        <span>{durationWords(most)}</span>
      </div>
      {error !== null && <p role="alert">{error}</p>}
    </div>
  )
}
