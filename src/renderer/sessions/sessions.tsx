import { FileKey2, IdCard, Plus } from "lucide-react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { aws, load, loadError } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote, Note } from "../ui/error-note.tsx"
import { KeysList } from "./keys-list.tsx"
import { SessionCard } from "./session-card.tsx"
import { SetUpLayer } from "./set-up-layer.tsx"
import { setUp } from "./set-up-state.ts"
import styles from "./sessions.module.css"

/** Short-lived credentials for AWS: one key card a profile. */
export function Sessions() {
  const overview = useStore(aws)
  const failed = useStore(loadError)
  return (
    <div className={styles.place}>
      {overview === null ? (
        failed !== null && (
          <div className={styles.content}>
            <ErrorNote error={failed}>
              <Button onClick={() => void load()}>Try again</Button>
            </ErrorNote>
          </div>
        )
      ) : (
        <>
          <Opened overview={overview} />
          <SetUpLayer overview={overview} />
        </>
      )}
    </div>
  )
}

function begin(overview: AwsOverview): void {
  const [key] = overview.keys
  if (key === undefined) setUp.set({ step: "key", profile: overview.plainKeys[0]?.profile ?? null })
  else setUp.set({ step: "profile", keyId: key.id, profileId: null, guided: false })
}

function Opened({ overview }: { overview: AwsOverview }) {
  const { keys, sessions, plainKeys } = overview
  if (keys.length === 0 && sessions.length === 0) {
    return (
      <div className={styles.empty}>
        <EmptyState
          art={<IdCard size={56} strokeWidth={1.2} />}
          title="AWS sessions that expire by themselves"
          text="Your permanent key stays in the keychain; every AWS tool gets a short-lived one, made with your MFA code in one click."
        >
          <Button look="primary" icon={<Plus />} onClick={() => begin(overview)}>
            Set up a session
          </Button>
        </EmptyState>
        {plainKeys.length > 0 && (
          <div className={styles.emptyNote}>
            <PlainKeys overview={overview} />
          </div>
        )}
      </div>
    )
  }
  return (
    <div className={styles.content}>
      <header className={styles.head}>
        <h1 className={styles.title}>Sessions</h1>
        <Button look="primary" icon={<Plus />} onClick={() => begin(overview)}>
          New session
        </Button>
      </header>
      <Notes overview={overview} />
      {sessions.length > 0 && (
        <ul className={styles.cards} aria-label="Sessions">
          {sessions.map((session) => (
            <SessionCard
              key={session.profileId}
              session={session}
              awsKey={keys.find(({ id }) => id === session.keyId) ?? null}
            />
          ))}
        </ul>
      )}
      <KeysList overview={overview} />
    </div>
  )
}

/** From here on requests are refused: STS allows five minutes, the codes one time step. */
const skewMs = 20_000

function Notes({ overview }: { overview: AwsOverview }) {
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

function PlainKeys({ overview }: { overview: AwsOverview }) {
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
