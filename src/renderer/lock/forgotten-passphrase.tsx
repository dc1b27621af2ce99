import styles from "./lock.module.css"

/** Where help is: nothing here is erased, and nothing here can be reset. */
export function ForgottenPassphrase({ dataFolder }: { dataFolder: string }) {
  return (
    <details className={styles.forgotten}>
      <summary className={styles.summary}>Forgotten the passphrase?</summary>
      <div className={styles.help}>
        <p>Nobody can look it up or reset it. Nothing is erased, however often you try.</p>
        <p>
          With a backup you can begin anew: quit Keycard, rename the folder <code>{dataFolder}</code>, start
          Keycard, and restore the backup in Settings. It opens with the passphrase you gave the backup.
        </p>
      </div>
    </details>
  )
}
