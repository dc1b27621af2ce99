import { useEffect, useState } from "react"
import { Emblem } from "./emblem.tsx"
import styles from "./door.module.css"

/** Long enough that an ordinary start never flashes it. */
const quietMs = 300

export function Opening() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), quietMs)
    return () => window.clearTimeout(timer)
  }, [])
  if (!slow) return null
  return (
    <main className={styles.door} aria-busy="true">
      <Emblem className={styles.emblem} />
      <h1 className={styles.title}>Opening your keychain</h1>
      <p className={styles.text} role="status">
        If your system asks whether Keycard may use it, allow it. Its prompt may be behind this window.
      </p>
      <progress className={styles.wait} aria-label="Waiting for the keychain" />
    </main>
  )
}
