import { useId } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { messageFor } from "../../shared/messages.ts"
import { cleanName } from "../ui/clean-name.ts"
import { cx } from "../ui/cx.ts"
import styles from "./take-over-name.module.css"

interface TakeOverNameProps {
  /** Its name in AWS's files. */
  profile: string
  name: string
  fault: AppErrorData | null
  onName: (name: string) => void
}

/** What a profile of AWS's files is to be called here. */
export function TakeOverName({ profile, name, fault, onName }: TakeOverNameProps) {
  const id = useId()
  const words = fault === null ? null : messageFor(fault, 0)
  return (
    <div className={styles.part}>
      <div className={styles.line}>
        <span className={styles.as} aria-hidden="true">
          as
        </span>
        <input
          className={cx(styles.box, fault !== null && styles.wrong)}
          aria-label={`Name here of ${cleanName(profile)}`}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={id}
          value={name}
          maxLength={128}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onName(event.target.value)}
        />
      </div>
      <p id={id} className={styles.fault} aria-live="polite">
        {words !== null && `${words.title} ${words.detail}`}
      </p>
    </div>
  )
}
