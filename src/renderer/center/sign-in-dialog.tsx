import { useEffect, useRef } from "react"
import { Copy, ExternalLink, Globe, Smartphone } from "lucide-react"
import type { SignInView } from "../../shared/ipc/sso-contract.ts"
import { call } from "../api.ts"
import { setUp } from "../sessions/set-up-state.ts"
import { leftWords } from "../sessions/time-words.ts"
import { announce } from "../ui/announce.tsx"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Progress } from "../ui/progress.tsx"
import { useTimeText } from "../ui/tick.ts"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import styles from "./center.module.css"

/** In by the browser, or with a code that is confirmed on any device. */
export function SignInDialog({ signIn, onClose }: { signIn: SignInView; onClose: () => void }) {
  const { id: signInId, name, running } = signIn
  const start = useAction(async (way: "browser" | "device") => {
    await call("sso:sign-in", { signInId, way })
    announce(`Signed in to ${name}.`)
    setUp.set({ step: "center-roles", signInId })
  })
  // Closing the dialog ends what it began: nothing waits for a browser that nobody comes back from.
  const waiting = useRef(false)
  useEffect(() => {
    waiting.current = start.busy
  })
  useEffect(
    () => () => {
      if (waiting.current) call("sso:cancel", { signInId }).catch(() => undefined)
    },
    [signInId],
  )
  const cancel = () => void call("sso:cancel", { signInId }).catch(() => undefined)
  const error = start.error?.kind === "cancelled" ? null : start.error
  const isWaiting = start.busy && running !== null && running.kind !== "listing"
  return (
    <Dialog
      title={`Sign in to ${cleanName(name)}`}
      keep={start.busy}
      onClose={onClose}
      actions={
        start.busy ? (
          <Button data-cancel onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <>
            <Button className={styles.spread} icon={<Smartphone />} onClick={() => void start.run("device")}>
              Use a code instead
            </Button>
            <Button look="primary" data-autofocus icon={<Globe />} onClick={() => void start.run("browser")}>
              Open the browser
            </Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        {isWaiting ? (
          <Waiting signInId={signInId} running={running} />
        ) : (
          <p className={styles.text}>
            You sign in on AWS’s own page, as always: Keycard sees neither your password nor your second
            factor. What it is given goes into the keychain and is renewed by itself as long as AWS lets it.
          </p>
        )}
        {error !== null && <ErrorNote error={error} />}
      </div>
    </Dialog>
  )
}

function Waiting({ signInId, running }: { signInId: string; running: NonNullable<SignInView["running"]> }) {
  if (running.kind === "device") return <Code signInId={signInId} device={running} />
  return (
    <>
      <Progress
        label={running.kind === "browser" ? "Waiting for you in the browser…" : "Asking AWS for a code…"}
        done={0}
        total={0}
      />
      {running.kind === "browser" && (
        <p className={styles.text}>
          A page of AWS has opened. Allow Keycard there; the browser then comes back.
        </p>
      )}
    </>
  )
}

type Device = Extract<NonNullable<SignInView["running"]>, { kind: "device" }>

function Code({ signInId, device }: { signInId: string; device: Device }) {
  const { userCode, verificationUri, expiresAtMs } = device
  const left = useTimeText((nowMs) => leftWords(expiresAtMs, nowMs))
  const open = useAction(async () => {
    await call("sso:open-page", { signInId })
  })
  const copy = async () => {
    try {
      await call("clipboard:copy-text", { text: userCode })
      toast(`Copied: ${userCode}`)
    } catch {
      toast("The clipboard could not be used.", null, "failed")
    }
  }
  return (
    <>
      <div className={styles.codeBox}>
        <p className={styles.codeLabel} id="center-code">
          Compare this code, then allow Keycard
        </p>
        <p className={styles.code} aria-labelledby="center-code" role="status" data-testid="user-code">
          {userCode}
        </p>
        <div className={styles.codeButtons}>
          <Button look="primary" data-autofocus icon={<ExternalLink />} onClick={() => void open.run()}>
            Open the page
          </Button>
          <Button icon={<Copy />} onClick={() => void copy()}>
            Copy the code
          </Button>
        </div>
      </div>
      <p className={styles.text}>
        Or open <span className={styles.address}>{verificationUri}</span> on any device and type it there. It
        is good for another {left}. Never type a code that somebody else sent you.
      </p>
      {open.error !== null && <ErrorNote error={open.error} />}
    </>
  )
}
