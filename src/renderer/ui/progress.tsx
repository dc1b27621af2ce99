import styles from "./progress.module.css"

/** How far work is. @param total 0: not known */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <div className={styles.progress}>
      <div className={styles.label} role="status">
        {label}
      </div>
      <progress
        className={styles.bar}
        aria-label={label}
        {...(total === 0 ? {} : { max: total, value: done })}
      />
    </div>
  )
}
