import { FileKey2 } from "lucide-react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { setUp } from "./set-up-state.ts"
import styles from "./sessions.module.css"

/** From here on requests are refused: STS allows five minutes, the codes one time step. */
const skewMs = 20_000

/** What stands in the way of all sessions. */
export function Notes({ overview }: { overview: AwsOverview }) {
  const { fileError, clockOffsetMs, plainKeys } = overview
  const skewed = clockOffsetMs !== null && Math.abs(clockOffsetMs) >= skewMs
  if (fileError === null && !skewed && plainKeys.length === 0) return null
  return (
    <div className={styles.notes}>
      {fileError !== null && <ErrorNote error={fileError} />}
      {skewed && <ErrorNote look="warn" error={{ kind: "clock", offsetMs: clockOffsetMs }} />}
      {plainKeys.length > 0 && <PlainKeys overview={overview} />}
    </div>
  )
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
