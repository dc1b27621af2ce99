import { useEffect } from "react"
import { FileJson, ShieldCheck } from "lucide-react"
import type { CheckupView, FindingView } from "../../shared/ipc/insight-views.ts"
import { severityWords } from "../../shared/words/severity.ts"
import { call } from "../api.ts"
import { counted, momentWords } from "../backup/backup-words.ts"
import { useStore } from "../store.ts"
import { announce } from "../ui/announce.tsx"
import { Button } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Progress } from "../ui/progress.tsx"
import { useTimeText } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { checkup, followCheckup, stepWords } from "./checkup-state.ts"
import { Finding } from "./finding.tsx"
import { KeySights } from "./key-sights.tsx"
import styles from "./checkup.module.css"

const severities = ["high", "medium", "low"] as const

/** What is unsafe or broken: at AWS, on this computer, in Keycard. */
export function CheckupPage() {
  const view = useStore(checkup)
  useEffect(() => followCheckup(), [])
  if (view === null) return null
  return <Opened view={view} />
}

function Opened({ view }: { view: CheckupView }) {
  const { findings, error, running, lastRunAtMs } = view
  const run = useAction(async () => {
    const done = await call("checkup:run", {})
    checkup.set(done)
    const open = done.findings?.filter(({ state }) => state === "open").length ?? 0
    if (done.error === null) announce(`Check-up done: ${counted(open, "finding")}.`)
  })
  const cancel = async () => checkup.set(await call("checkup:cancel", {}))
  const save = useAction(async () => {
    const { path } = await call("checkup:save", {})
    if (path !== null) toast(`Saved: ${path}`)
  })
  const last = useTimeText((nowMs) =>
    lastRunAtMs === null ? "" : `Last check-up: ${momentWords(lastRunAtMs, nowMs)}`,
  )
  const busy = run.busy || running !== null
  const failed = error ?? run.error ?? save.error
  const open = findings?.filter(({ state }) => state !== "accepted") ?? []
  const accepted = findings?.filter(({ state }) => state === "accepted") ?? []
  if (findings === null && !busy) {
    return (
      <div className={cx(styles.empty, "above-toast")}>
        {failed !== null && <ErrorNote error={failed} />}
        <EmptyState
          art={<ShieldCheck size={56} strokeWidth={1.2} />}
          title="See what is unsafe"
          text="Looks at your AWS files, at Keycard, and at what your keys may see of their accounts: second factors, old keys, open files. Nothing is changed."
        >
          <Button look="primary" data-autofocus onClick={() => void run.run()}>
            Check now
          </Button>
        </EmptyState>
        {last !== "" && <p className={styles.last}>{last}</p>}
      </div>
    )
  }
  return (
    <div className={cx(styles.place, "above-toast")}>
      <div className={styles.content}>
        <div className={styles.head}>
          <p className={styles.last} role="status">
            {busy ? "" : last}
          </p>
          {findings !== null && !busy && (
            <Button
              size="small"
              look="quiet"
              icon={<FileJson />}
              busy={save.busy}
              onClick={() => void save.run()}
            >
              Save as JSON
            </Button>
          )}
          {!busy && (
            <Button size="small" onClick={() => void run.run()}>
              Check again
            </Button>
          )}
        </div>
        {busy && (
          <div className={styles.running}>
            <Progress
              label={running === null ? "Looking around" : `${stepWords(running)}…`}
              done={running?.done ?? 0}
              total={running?.total ?? 0}
            />
            <Button size="small" onClick={() => void cancel()}>
              Cancel
            </Button>
          </div>
        )}
        {failed !== null && !busy && <ErrorNote error={failed} />}
        {findings !== null && open.length === 0 && (
          <p className={styles.fine}>
            <ShieldCheck aria-hidden="true" />
            {accepted.length === 0
              ? "Nothing unsafe and nothing broken was found."
              : "Nothing was found but what you have accepted."}
          </p>
        )}
        {severities.map((severity) => (
          <Group
            key={severity}
            title={severityWords[severity]}
            look={severity}
            findings={open.filter((each) => each.severity === severity)}
          />
        ))}
        {accepted.length > 0 && (
          <details className={styles.accepted}>
            <summary>Accepted: {counted(accepted.length, "finding")}</summary>
            <Group title="" look="low" findings={accepted} />
          </details>
        )}
        {!busy && <KeySights keys={view.keys} />}
      </div>
    </div>
  )
}

interface GroupProps {
  title: string
  look: FindingView["severity"]
  findings: readonly FindingView[]
}

function Group({ title, look, findings }: GroupProps) {
  if (findings.length === 0) return null
  return (
    <section className={styles.group} aria-label={title || "Accepted"} data-severity={look}>
      {title !== "" && (
        <h2 className={styles.groupTitle}>
          {title}
          <span className={styles.count}>{findings.length}</span>
        </h2>
      )}
      <ul className={styles.list}>
        {findings.map((finding) => (
          <Finding key={finding.ref} finding={finding} />
        ))}
      </ul>
    </section>
  )
}
