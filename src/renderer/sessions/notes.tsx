import { FileKey2, LogIn } from "lucide-react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { call } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { setUp } from "./set-up-state.ts"
import styles from "./sessions.module.css"

/** From here on requests are refused: STS allows five minutes, the codes one time step. */
const skewMs = 20_000

/** What stands in the way of all sessions. */
export function Notes({ overview }: { overview: AwsOverview }) {
  const { fileError, clockOffsetMs, plainKeys } = overview
  const skewed = clockOffsetMs !== null && Math.abs(clockOffsetMs) >= skewMs
  const quiet = fileError === null && !skewed && plainKeys.length === 0
  if (quiet && overview.signInsCalledOff.length === 0) return null
  return (
    <div className={styles.notes}>
      <CalledOff overview={overview} />
      {fileError !== null && <ErrorNote error={fileError} />}
      {skewed && <ErrorNote look="warn" error={{ kind: "clock", offsetMs: clockOffsetMs }} />}
      {plainKeys.length > 0 && <PlainKeys overview={overview} />}
    </div>
  )
}

/** Sign-ins to Identity Center that were waiting when Keycard locked. */
export function CalledOff({ overview }: { overview: AwsOverview }) {
  return overview.signInsCalledOff.map(({ signInId, name }) => (
    <Note
      key={signInId}
      look="warn"
      title={`Keycard locked while you were signing in to ${cleanName(name)}.`}
      detail="What you allowed in the browser meanwhile was not kept. Nothing else has changed: start again."
    >
      <Button size="small" icon={<LogIn />} onClick={() => setUp.set({ step: "center-sign-in", signInId })}>
        Sign in again
      </Button>
      <Button
        size="small"
        look="quiet"
        onClick={() => void call("sso:cancel", { signInId }).catch(() => undefined)}
      >
        Not now
      </Button>
    </Note>
  ))
}

export function PlainKeys({ overview }: { overview: AwsOverview }) {
  const { plainKeys, credentialsPath } = overview
  const [first] = plainKeys
  if (first === undefined) return null
  const names = plainKeys.map(({ profile }) => `“${profile}”`).join(", ")
  return (
    <Note
      look="warn"
      title={
        plainKeys.length === 1
          ? "A permanent key lies in plain text."
          : `${plainKeys.length} permanent keys lie in plain text.`
      }
      detail={`${credentialsPath}: ${names}. Every program you start can read ${plainKeys.length === 1 ? "it" : "them"}.`}
    >
      <Button
        size="small"
        icon={<FileKey2 />}
        onClick={() => setUp.set({ step: "key", profile: first.profile })}
      >
        Move into the keychain
      </Button>
    </Note>
  )
}
