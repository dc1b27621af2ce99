import { Check, Fingerprint, LoaderCircle } from "lucide-react"
import type { Event } from "../../shared/ipc/contract.ts"
import { careStepWords } from "../../shared/words/key-care.ts"
import { cx } from "../ui/cx.ts"
import { useTimeText } from "../ui/tick.ts"
import styles from "./care.module.css"

type Step = Event<"keys:step">["step"]

export interface Stage {
  readonly label: string
  /** Of main's steps those that belong to it. */
  readonly steps: readonly Step[]
}

/** The stages of some work on a key: done, under way, still to come. */
export function CareProgress({ stages, now }: { stages: readonly Stage[]; now: Event<"keys:step"> | null }) {
  const untilMs = now?.untilMs ?? null
  const touch = now?.touch ?? null
  const wait = useTimeText((nowMs) =>
    untilMs === null || untilMs <= nowMs
      ? ""
      : `The next code comes in ${Math.ceil((untilMs - nowMs) / 1000)} s.`,
  )
  const at = Math.max(
    0,
    stages.findIndex(({ steps }) => now !== null && steps.includes(now.step)),
  )
  return (
    <div className={styles.progress}>
      <ol className={styles.stages}>
        {stages.map(({ label }, index) => (
          <li
            key={label}
            className={cx(styles.stage, index < at && styles.done, index === at && styles.present)}
            aria-current={index === at ? "step" : undefined}
          >
            <span className={styles.sign} aria-hidden="true">
              {index < at ? <Check /> : index === at ? <LoaderCircle className={styles.turning} /> : null}
            </span>
            {label}
          </li>
        ))}
      </ol>
      <p className={cx(styles.now, touch !== null && styles.touch)} role="status">
        {touch === null ? (
          careStepWords[now?.step ?? "asking"]
        ) : (
          <>
            <Fingerprint aria-hidden="true" />
            Touch your YubiKey now: it blinks and waits 15 seconds. Its number is {touch}.
          </>
        )}
      </p>
      <p className={styles.wait} aria-hidden="true">
        {wait}
      </p>
    </div>
  )
}
