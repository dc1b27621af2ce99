import { useEffect, useState } from "react"
import { RefreshCw, RotateCcw, Trash2 } from "lucide-react"
import type { OtherKey } from "../../core/errors.ts"
import type { Request } from "../../shared/ipc/contract.ts"
import type { KeyView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { useTimeText } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./care.module.css"
import { CareProgress, type Stage } from "./care-progress.tsx"
import { asksForCode, CodeField, codeSourceOf, digitsOf, isCode } from "./device-code.tsx"
import { ageWords, usedWords } from "./key-age.ts"
import { ForgetRotation } from "./forget-rotation.tsx"
import { OtherKeys } from "./other-keys.tsx"
import formStyles from "./set-up.module.css"
import { useCareStep } from "./use-care-step.ts"

type Action = Request<"keys:rotate">["action"]

const FORWARD: readonly Stage[] = [
  { label: "Make a new key", steps: ["asking", "creating"] },
  { label: "Check that it works", steps: ["proving"] },
  { label: "Switch to it", steps: ["switching"] },
  { label: "Make the old key inactive", steps: ["deactivating"] },
]
const BACK: readonly Stage[] = [
  { label: "Make the old key active again", steps: ["asking", "reactivating"] },
  { label: "Check that it works", steps: ["proving"] },
  { label: "Switch to it", steps: ["switching"] },
  { label: "Delete the new key", steps: ["deleting"] },
]
const DELETE: readonly Stage[] = [{ label: "Delete the key at AWS", steps: ["asking", "deleting"] }]
const FORGET: readonly Stage[] = [{ label: "Let go of the rotation", steps: ["asking"] }]

/** Of what closes the dialog. */
const DONE: Partial<Record<Action, string>> = {
  "delete-old": "The old key is deleted.",
  "roll-back": "The old key is in use again.",
  forget: "Nothing is under way any more. AWS may still have the other key.",
}

function stagesOf(action: Action): readonly Stage[] {
  if (action === "roll-back") return BACK
  if (action === "forget") return FORGET
  return action === "rotate" || action === "resume" ? FORWARD : DELETE
}

/** Puts a new key in the place of a permanent one, and ends or takes back a rotation that is there. */
export function RotateDialog({ awsKey, onClose }: { awsKey: KeyView; onClose: () => void }) {
  const [action, setAction] = useState<Action>("rotate")
  const [others, setOthers] = useState<readonly OtherKey[]>([])
  const [code, setCode] = useState("")
  const { rotation } = awsKey.care
  const look = useAction(async () => {
    const found = await call("keys:look", { keyId: awsKey.id, code: null })
    setOthers(found.others.filter(({ role }) => role === "unknown"))
  })
  const run = useAction(async (wanted: Action, tail: string | null) => {
    setAction(wanted)
    const typed = digitsOf(code)
    // AWS takes it once, whatever comes of it: what is typed next must be another one.
    setCode("")
    await call("keys:rotate", { keyId: awsKey.id, action: wanted, tail, code: typed === "" ? null : typed })
    if (wanted === "delete-other") setOthers((all) => all.filter((other) => other.tail !== tail))
    const words = DONE[wanted]
    if (words === undefined) return
    toast(words)
    onClose()
  })
  const step = useCareStep(awsKey.id, run.busy)
  useEffect(() => {
    if (rotation === null) void look.run()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the dialog opens: what it shows is as old as that
  }, [])
  const close = () => {
    if (run.busy) void call("keys:cancel", { keyId: awsKey.id }).catch(() => undefined)
    onClose()
  }
  const named = run.error?.kind === "key-rotation" ? run.error.others : []
  const shown = named.length > 0 ? named : rotation === null ? others : []
  const lacksCode = codeSourceOf(awsKey) === "typed" && !isCode(code)
  const isFull = named.length === 0 && others.length > 0 && rotation === null
  /** Enter does what the main button does, but never what is for good. */
  const forward = () => {
    if (isFull || lacksCode || named.length > 0 || rotation?.step === "retired") return
    void run.run(rotation === null ? "rotate" : "resume", null)
  }
  return (
    <Dialog
      title={`Rotate ${cleanName(awsKey.name)}`}
      keep
      onClose={close}
      actions={
        <>
          <Button onClick={close}>
            {run.busy ? "Stop" : rotation?.step === "retired" ? "Later" : "Close"}
          </Button>
          {!run.busy && named.length === 0 && (
            <Actions
              awsKey={awsKey}
              disabled={isFull || lacksCode}
              run={(next) => void run.run(next, null)}
            />
          )}
        </>
      }
    >
      <div className={formStyles.form}>
        {run.busy ? (
          <CareProgress stages={stagesOf(action)} now={step} />
        ) : (
          <>
            {named.length === 0 && <About awsKey={awsKey} />}
            {asksForCode(awsKey, run.error) && (
              <CodeField value={code} onChange={setCode} onEnter={forward} />
            )}
          </>
        )}
        {run.error !== null && run.error.kind !== "cancelled" && <ErrorNote error={run.error} />}
        {look.error !== null && run.error === null && !run.busy && (
          <ErrorNote look="warn" error={look.error} />
        )}
        {!run.busy && isFull && (
          <Note
            look="warn"
            title="This user has another key already."
            detail="AWS allows two. Delete the other one if nobody uses it, then rotate."
          />
        )}
        {!run.busy && <ForgetRotation awsKey={awsKey} onForget={() => void run.run("forget", null)} />}
        {!run.busy && (
          <OtherKeys
            others={shown}
            busy={false}
            disabled={lacksCode}
            onDelete={(tail) => void run.run("delete-other", tail)}
          />
        )}
      </div>
    </Dialog>
  )
}

/** What is about to be done, or where it stands. */
function About({ awsKey }: { awsKey: KeyView }) {
  const { tail, care } = awsKey
  const { rotation } = care
  const age = useTimeText((nowMs) =>
    [ageWords(care, nowMs), usedWords(care, nowMs)].filter(Boolean).join(", "),
  )
  if (rotation === null) {
    return (
      <>
        <p>
          Keycard makes a new key at AWS, keeps it in the keychain, and switches every session to it once it
          works. The old key is made inactive, not deleted: you can go back.
        </p>
        <div className={styles.card}>
          <span className={styles.cardTitle}>In use now</span>
          <span className={styles.cardTail}>…{tail}</span>
          <span className={styles.cardState}>{age}</span>
        </div>
        <p className={formStyles.text}>Sessions that run now go on until they end.</p>
      </>
    )
  }
  if (rotation.step !== "retired") {
    return (
      <Note
        look="warn"
        title="This rotation was interrupted."
        detail={`Nothing is lost: …${tail} is in use and works. ${
          rotation.step === "deleting" ? "Finish deleting the old key." : "Go on with it, or go back."
        }`}
      />
    )
  }
  return (
    <>
      <p>
        The new key is in use. When everything works, delete the old one; until then you can go back to it.
      </p>
      <div className={styles.pair}>
        <div className={styles.card}>
          <span className={styles.cardTitle}>New</span>
          <span className={styles.cardTail}>…{tail}</span>
          <span className={styles.cardState}>In use</span>
        </div>
        <div className={styles.card}>
          <span className={styles.cardTitle}>Old</span>
          <span className={styles.cardTail}>…{rotation.otherTail}</span>
          <span className={styles.cardState}>Inactive: it opens nothing</span>
        </div>
      </div>
    </>
  )
}

interface ActionsProps {
  awsKey: KeyView
  disabled: boolean
  run: (action: Action) => void
}

function Actions({ awsKey, disabled, run }: ActionsProps) {
  const { rotation } = awsKey.care
  if (rotation === null) {
    return (
      <Button
        look="primary"
        icon={<RefreshCw />}
        data-autofocus
        disabled={disabled}
        onClick={() => run("rotate")}
      >
        Rotate
      </Button>
    )
  }
  const back = (
    <Button icon={<RotateCcw />} disabled={disabled} onClick={() => run("roll-back")}>
      Go back to the old key
    </Button>
  )
  if (rotation.step === "retired") {
    return (
      <>
        {back}
        <Button look="danger" icon={<Trash2 />} disabled={disabled} onClick={() => run("delete-old")}>
          Delete the old key
        </Button>
      </>
    )
  }
  return (
    <>
      {rotation.step !== "deleting" && back}
      <Button look="primary" data-autofocus disabled={disabled} onClick={() => run("resume")}>
        Go on
      </Button>
    </>
  )
}
