import { useState } from "react"
import { RefreshCcwDot, ShieldCheck, Trash2, Undo2 } from "lucide-react"
import type { Request } from "../../shared/ipc/contract.ts"
import type { KeyView } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { deviceWords } from "./arn-words.ts"
import styles from "./care.module.css"
import { CareProgress, type Stage } from "./care-progress.tsx"
import { asksForCode, CodeField, codeSourceOf, digitsOf, isCode } from "./device-code.tsx"
import formStyles from "./set-up.module.css"
import { useCareStep } from "./use-care-step.ts"

type Action = Request<"keys:mfa">["action"]

const STAGES: Record<Action, readonly Stage[]> = {
  enrol: [
    { label: "Make a device at AWS", steps: ["asking", "making-device"] },
    { label: "Keep its secret in the keychain", steps: ["keeping-seed"] },
    { label: "Wait for two codes in a row", steps: ["waiting-for-codes"] },
    { label: "Show them to AWS", steps: ["enabling-device"] },
  ],
  resync: [
    { label: "Wait for two codes in a row", steps: ["asking", "waiting-for-codes"] },
    { label: "Show them to AWS", steps: ["enabling-device"] },
  ],
  undo: [{ label: "Delete the device", steps: ["asking", "removing-device"] }],
  remove: [{ label: "Remove the device", steps: ["asking", "removing-device"] }],
}

const DONE: Record<Action, string> = {
  enrol: "The MFA device works. Make a backup: its secret is on this computer only.",
  resync: "The MFA device is in step with AWS.",
  undo: "The device is gone.",
  remove: "The MFA device is removed. Its account lies in the trash.",
}

/** Sets an MFA device up for a key's user, or looks after the one there is. */
export function MfaDialog({ awsKey, onClose }: { awsKey: KeyView; onClose: () => void }) {
  const [action, setAction] = useState<Action>("enrol")
  const [asked, setAsked] = useState(false)
  const [code, setCode] = useState("")
  const [nextCode, setNextCode] = useState("")
  const { enrolment } = awsKey.care
  const from = codeSourceOf(awsKey)
  const run = useAction(async (wanted: Action) => {
    setAction(wanted)
    const [typed, next] = [digitsOf(code), digitsOf(nextCode)]
    setCode("")
    setNextCode("")
    await call("keys:mfa", {
      ...{ keyId: awsKey.id, action: wanted },
      code: typed === "" ? null : typed,
      secondCode: wanted !== "resync" || next === "" ? null : next,
    })
    toast(DONE[wanted])
    onClose()
  })
  const step = useCareStep(awsKey.id, run.busy)
  const close = () => {
    if (run.busy) void call("keys:cancel", { keyId: awsKey.id }).catch(() => undefined)
    onClose()
  }
  const begin = (wanted: Action) => void run.run(wanted)
  const goOn = () => begin(enrolment?.step === "removing" ? "remove" : "enrol")
  const hasDevice = from !== "none"
  const asksCode = hasDevice && asksForCode(awsKey, run.error)
  const lacksCode = from === "typed" && !isCode(code)
  return (
    <Dialog
      title={hasDevice && enrolment === null ? `MFA device of ${cleanName(awsKey.name)}` : "Set up MFA"}
      keep
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{run.busy ? "Stop" : "Close"}</Button>
          {!run.busy && enrolment !== null && enrolment.step !== "removing" && (
            <Button icon={<Undo2 />} onClick={() => begin("undo")}>
              Undo
            </Button>
          )}
          {!run.busy && enrolment !== null && (
            <Button look="primary" data-autofocus onClick={goOn}>
              Go on
            </Button>
          )}
          {!run.busy && enrolment === null && !hasDevice && (
            <Button look="primary" icon={<ShieldCheck />} data-autofocus onClick={() => begin("enrol")}>
              Set up MFA
            </Button>
          )}
        </>
      }
    >
      <div className={formStyles.form}>
        {run.busy ? (
          <CareProgress stages={STAGES[action]} now={step} />
        ) : enrolment !== null ? (
          <>
            {asksCode && <CodeField value={code} onChange={setCode} onEnter={goOn} />}
            <Note
              look="warn"
              title={
                enrolment.step === "removing"
                  ? "Removing the device was interrupted."
                  : "Setting up the device was interrupted."
              }
              detail={
                enrolment.step === "enabling"
                  ? "Its secret is in the keychain. Go on, and two codes are shown to AWS; or undo it, and the device is deleted."
                  : "Nothing is lost. Go on with it."
              }
            />
          </>
        ) : hasDevice ? (
          <>
            <div className={styles.card}>
              <span className={styles.cardTitle}>{deviceWords(awsKey.mfaSerial ?? "")}</span>
              <span className={formStyles.serial}>{awsKey.mfaSerial}</span>
              {from === "yubikey" && awsKey.codeFrom?.kind === "yubikey" && (
                <span className={styles.cardState}>
                  Its codes come from the YubiKey {awsKey.codeFrom.serial}.
                </span>
              )}
            </div>
            {asksCode && (
              <>
                <CodeField value={code} onChange={setCode} />
                <CodeField
                  first={false}
                  label="The six digits that it shows next"
                  hint="Only to bring it in step."
                  value={nextCode}
                  onChange={setNextCode}
                />
              </>
            )}
            <div className={styles.other}>
              <p className={styles.otherWords}>AWS refuses its codes? Two in a row bring it back in step.</p>
              <Button
                size="small"
                icon={<RefreshCcwDot />}
                disabled={lacksCode || (from === "typed" && !isCode(nextCode))}
                onClick={() => begin("resync")}
              >
                Bring in step
              </Button>
            </div>
            {from !== "here" && (
              <div className={styles.other}>
                <p className={styles.otherWords}>
                  Keycard can be a second device of this user, and make the codes itself.
                </p>
                <Button
                  size="small"
                  icon={<ShieldCheck />}
                  disabled={lacksCode}
                  onClick={() => begin("enrol")}
                >
                  Set up here too
                </Button>
              </div>
            )}
            <div className={styles.other}>
              <p className={styles.otherWords}>
                Remove it from the user. What wants MFA is refused from then on.
              </p>
              {asked ? (
                <Button size="small" look="danger" disabled={lacksCode} onClick={() => begin("remove")}>
                  Remove it for good
                </Button>
              ) : (
                <Button size="small" icon={<Trash2 />} onClick={() => setAsked(true)}>
                  Remove device
                </Button>
              )}
            </div>
          </>
        ) : (
          <>
            <p>
              Keycard makes an MFA device for this key’s user at AWS and keeps its secret in the keychain.
              Nobody sees it; the codes are among your accounts from then on.
            </p>
            <p className={formStyles.text}>
              It takes up to a minute: AWS wants two codes that follow one another.
            </p>
          </>
        )}
        {run.error !== null && run.error.kind !== "cancelled" && <ErrorNote error={run.error} />}
      </div>
    </Dialog>
  )
}
