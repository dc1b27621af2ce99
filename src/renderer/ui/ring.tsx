import styles from "./ring.module.css"
import { radius, side } from "./ring-geometry.ts"

/** What is left of a period, as an arc. `writeRing` moves it; React draws it once. */
export function Ring() {
  return (
    <span className={styles.ring} data-ring aria-hidden="true">
      <svg viewBox={`0 0 ${side} ${side}`} className={styles.drawing}>
        <circle className={styles.track} cx={side / 2} cy={side / 2} r={radius} />
        <circle className={styles.arc} cx={side / 2} cy={side / 2} r={radius} data-arc />
      </svg>
      <span className={styles.seconds} data-seconds />
    </span>
  )
}
