import styles from "./progress.module.css"

interface ProgressProps {
  label: string
  done: number
  /** 0: not known. */
  total: number
  /** For how long; beside the label, and not read aloud each time it changes. */
  elapsed?: string
}

/** How far work is. */
export function Progress({ label, done, total, elapsed = "" }: ProgressProps) {
  return (
    <div className={styles.progress}>
      <div className={styles.label}>
        <span role="status">{label}</span>
        {elapsed !== "" && <span aria-hidden="true">{elapsed}</span>}
      </div>
      <progress
        className={styles.bar}
        aria-label={label}
        {...(total === 0 ? {} : { max: total, value: done })}
      />
    </div>
  )
}
