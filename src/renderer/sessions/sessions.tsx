import { lazy, Suspense, useEffect } from "react"
import { Building2, FolderInput, IdCard, Plus } from "lucide-react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { aws, load, loadError } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { CalledOff, PlainKeys } from "./notes.tsx"
import { SessionList } from "./session-list.tsx"
import { sessionsTab, wantedSession } from "./sessions-state.ts"
import { SetUpLayer } from "./set-up-layer.tsx"
import { setUp } from "./set-up-state.ts"
import { tabPanelId, Tabs } from "./tabs.tsx"
import styles from "./sessions.module.css"

const Checkup = lazy(async () => ({ default: (await import("../checkup/checkup-page.tsx")).CheckupPage }))
const Log = lazy(async () => ({ default: (await import("../log/log-page.tsx")).LogPage }))

const titles = { sessions: "Sessions", checkup: "Check-up", log: "Log" } as const

/** Short-lived credentials for AWS: one key card a profile. Beside them what is unsafe, and what was issued. */
export function Sessions() {
  const overview = useStore(aws)
  const failed = useStore(loadError)
  const tab = useStore(sessionsTab)
  const wanted = useStore(wantedSession)
  useEffect(() => {
    if (wanted !== null) sessionsTab.set("sessions")
  }, [wanted])
  return (
    <div className={styles.place}>
      <header className={styles.head}>
        <h1 className="hidden-text">{titles[tab]}</h1>
        <Tabs />
        {tab === "sessions" && overview !== null && !isEmpty(overview) && (
          <div className={styles.headButtons}>
            <Button
              icon={<Building2 />}
              aria-label="IAM Identity Center"
              onClick={() => setUp.set({ step: "center" })}
            >
              <span className={styles.newText}>Identity Center</span>
            </Button>
            <Button look="primary" icon={<Plus />} aria-label="New session" onClick={() => begin(overview)}>
              <span className={styles.newText}>New session</span>
            </Button>
          </div>
        )}
      </header>
      <div id={tabPanelId} role="tabpanel" aria-label={titles[tab]} className={styles.panel}>
        <Suspense>
          {tab === "checkup" && <Checkup />}
          {tab === "log" && <Log />}
        </Suspense>
        {tab === "sessions" && overview !== null && <Opened overview={overview} />}
        {tab === "sessions" && overview === null && failed !== null && (
          <div className={styles.failed}>
            <ErrorNote error={failed}>
              <Button onClick={() => void load()}>Try again</Button>
            </ErrorNote>
          </div>
        )}
      </div>
      {overview !== null && <SetUpLayer overview={overview} />}
    </div>
  )
}

const isEmpty = ({ keys, sessions }: AwsOverview) => keys.length === 0 && sessions.length === 0

function begin(overview: AwsOverview): void {
  const [key] = overview.keys
  if (key === undefined) setUp.set({ step: "key", profile: overview.plainKeys[0]?.profile ?? null })
  else setUp.set({ step: "profile", keyId: key.id, profileId: null, guided: false })
}

function Opened({ overview }: { overview: AwsOverview }) {
  if (!isEmpty(overview)) return <SessionList overview={overview} />
  return (
    <div className={cx(styles.empty, "above-toast")}>
      <EmptyState
        art={<IdCard size={56} strokeWidth={1.2} />}
        title="AWS sessions that expire by themselves"
        text="Your permanent key stays in the keychain; every AWS tool gets a short-lived one, made with your MFA code in one click."
      >
        <Button look="primary" icon={<Plus />} onClick={() => begin(overview)}>
          Set up a session
        </Button>
        <Button icon={<FolderInput />} onClick={() => setUp.set({ step: "take-over" })}>
          Take over your AWS profiles
        </Button>
        <Button icon={<Building2 />} onClick={() => setUp.set({ step: "center" })}>
          IAM Identity Center
        </Button>
      </EmptyState>
      {(overview.plainKeys.length > 0 || overview.signInsCalledOff.length > 0) && (
        <div className={styles.emptyNote}>
          <CalledOff overview={overview} />
          {overview.plainKeys.length > 0 && <PlainKeys overview={overview} />}
        </div>
      )}
    </div>
  )
}
