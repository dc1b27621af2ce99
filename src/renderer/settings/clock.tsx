import { useState } from "react"
import { call } from "../api.ts"
import type { AppState } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { Field } from "../ui/field.tsx"
import { useAction } from "../ui/use-action.ts"
import { correctionWords, isFarOff, isRight, measureWords } from "./clock-words.ts"
import { Group, Setting } from "./parts.tsx"
import { groupId } from "./show-settings.ts"
import styles from "./clock.module.css"

interface Measured {
  readonly offsetMs: number
  readonly from: string
}

/** How right this computer's clock is. Measured where the person says so, applied when the person says so. */
export function ClockGroup({ clock }: { clock: AppState["clock"] }) {
  const [host, setHost] = useState("")
  const [asked, setAsked] = useState<Measured | null>(null)
  const { awsOffsetMs, correction, stale } = clock
  const measured = asked ?? (awsOffsetMs === null ? null : { offsetMs: awsOffsetMs, from: "AWS" })
  const measure = useAction(async () => {
    const from = host.trim()
    const { offsetMs } = await call("clock:measure", { host: from })
    setAsked({ offsetMs, from })
  })
  const apply = useAction(async (to: Measured | null) => {
    await call("clock:apply", { offsetMs: to?.offsetMs ?? null, from: to?.from ?? "" })
  })
  const applied =
    correction !== null && measured !== null && correction.offsetMs === Math.round(measured.offsetMs)
  const useful = measured !== null && !isRight(measured.offsetMs) && !applied
  return (
    <Group title="Clock" id={groupId("clock")}>
      <Setting
        title="This computer's clock"
        about={
          <span role="status">
            {measured === null
              ? "Codes depend on it. AWS's answers show how right it is, or ask a host below."
              : measureWords(measured.offsetMs, measured.from)}{" "}
            {correction !== null && correctionWords(correction.offsetMs)}
          </span>
        }
      >
        <span className={styles.buttons}>
          {correction !== null && (
            <Button size="small" busy={apply.busy} onClick={() => void apply.run(null)}>
              Use this computer’s clock
            </Button>
          )}
          {useful && (
            <Button
              size="small"
              look={isFarOff(measured.offsetMs) ? "primary" : "plain"}
              busy={apply.busy}
              onClick={() => void apply.run(measured)}
            >
              Correct codes
            </Button>
          )}
        </span>
      </Setting>
      {stale && (
        <div className={styles.note}>
          <Note
            look="warn"
            title="The correction no longer fits."
            detail="AWS’s last answer showed another time. Somebody may have set this computer’s clock right."
          />
        </div>
      )}
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void measure.run()
        }}
      >
        <Field
          label="Ask a host for the time"
          hint="One HTTPS request, nothing is sent along. Setting the computer’s clock right is always better."
          placeholder="www.example.com"
          value={host}
          onChange={(event) => setHost(event.target.value)}
        />
        <Button type="submit" busy={measure.busy} disabled={host.trim() === ""}>
          Measure
        </Button>
      </form>
      {[measure.error, apply.error].map(
        (error, place) =>
          error !== null && (
            <div key={place} className={styles.note}>
              <ErrorNote error={error} />
            </div>
          ),
      )}
    </Group>
  )
}
