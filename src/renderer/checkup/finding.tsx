import { Check, CircleAlert, FileKey2, Info, KeyRound, Lock, Settings, TriangleAlert } from "lucide-react"
import type { CheckupView, FindingView, RemedyView } from "../../shared/ipc/insight-views.ts"
import { call } from "../api.ts"
import { sessionsTab, wantedKey } from "../sessions/sessions-state.ts"
import { setUp } from "../sessions/set-up-state.ts"
import { showSettings } from "../settings/show-settings.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { checkup } from "./checkup-state.ts"
import styles from "./checkup.module.css"

const icons = { high: CircleAlert, medium: TriangleAlert, low: Info } as const

/** What to do, where a button does it: the command line's own words would be in the way. */
function todoOf({ remedy, todo, state }: FindingView): string {
  if (state === "mended") return "Done: only you can read and change it now."
  if (remedy?.do === "move-key") return "Move it into the keychain: its key lines leave the file."
  if (remedy?.do === "restrict") return "Keep it to yourself: nobody else then reads or changes it."
  return todo
}

/** One finding: what, why, what to do, and the button that does it. */
export function Finding({ finding }: { finding: FindingView }) {
  const { ref, what, why, state, severity, remedy } = finding
  const Icon = state === "mended" ? Check : icons[severity]
  const change = useAction(async (work: () => Promise<CheckupView>) => {
    checkup.set(await work())
  })
  const accept = (accepted: boolean) =>
    change.run(async () => {
      const view = await call("checkup:accept", { ref, accepted })
      if (accepted)
        toast("Accepted: it is not counted any more.", {
          label: "Undo",
          run: () => void call("checkup:accept", { ref, accepted: false }).then((next) => checkup.set(next)),
        })
      return view
    })
  return (
    <li className={styles.finding} data-severity={severity} data-state={state}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.what}>{what}</p>
        <p className={styles.why}>{why}</p>
        <p className={styles.todo}>{todoOf(finding)}</p>
        {change.error !== null && <ErrorNote error={change.error} />}
        <div className={styles.actions}>
          {state === "mended" && (
            <Button
              size="small"
              busy={change.busy}
              onClick={() => void change.run(() => call("checkup:undo", { ref }))}
            >
              Undo
            </Button>
          )}
          {state !== "mended" && remedy !== null && (
            <RemedyButton
              remedy={remedy}
              busy={change.busy}
              onMend={() => void change.run(() => call("checkup:mend", { ref }))}
            />
          )}
          {state === "open" && (
            <Button size="small" look="quiet" className={styles.quiet} onClick={() => void accept(true)}>
              Not for me
            </Button>
          )}
          {state === "accepted" && (
            <Button size="small" look="quiet" className={styles.quiet} onClick={() => void accept(false)}>
              Count it again
            </Button>
          )}
        </div>
      </div>
    </li>
  )
}

interface RemedyButtonProps {
  remedy: RemedyView
  busy: boolean
  onMend: () => void
}

function RemedyButton({ remedy, busy, onMend }: RemedyButtonProps) {
  switch (remedy.do) {
    case "move-key":
      return (
        <Button
          size="small"
          icon={<FileKey2 />}
          onClick={() => setUp.set({ step: "key", profile: remedy.profile })}
        >
          Move into the keychain
        </Button>
      )
    case "restrict":
      return (
        <Button size="small" icon={<Lock />} busy={busy} onClick={onMend}>
          Keep it to myself
        </Button>
      )
    case "show-key":
      return (
        <Button
          size="small"
          icon={<KeyRound />}
          onClick={() => {
            sessionsTab.set("sessions")
            wantedKey.set(remedy.key)
          }}
        >
          Show the key
        </Button>
      )
    case "show-settings":
      return (
        <Button size="small" icon={<Settings />} onClick={() => showSettings(remedy.group)}>
          Open settings
        </Button>
      )
  }
}
