import { lazy, Suspense, useEffect, useState } from "react"
import { Codes } from "./codes/codes.tsx"
import { EnrolLayer } from "./enrol/enrol-layer.tsx"
import { QrLayer } from "./backup/qr-layer.tsx"
import { LockPage } from "./lock/lock-page.tsx"
import { Reminders } from "./lock/reminders.tsx"
import { sessionsTab } from "./sessions/sessions-state.ts"
import { SettingsPlace } from "./settings/settings.tsx"
import { KeychainFailed } from "./shell/keychain-failed.tsx"
import { Opening } from "./shell/opening.tsx"
import { Rail } from "./shell/rail.tsx"
import { ShortcutHelp } from "./shell/shortcut-help.tsx"
import { useShortcuts } from "./shell/use-shortcuts.ts"
import { appState, loadError, place } from "./state.ts"
import { useStore } from "./store.ts"
import { Announcer } from "./ui/announce.tsx"
import { followCutText } from "./ui/cut-text.ts"
import { ErrorNote } from "./ui/error-note.tsx"
import { ToastBar } from "./ui/toast.tsx"
import styles from "./app.module.css"

/** Not needed for the first codes. */
const loadSessions = () => import("./sessions/sessions.tsx")
const Sessions = lazy(async () => ({ default: (await loadSessions()).Sessions }))
/** By then they have long been on the screen, and the place opens without a blank moment. */
const aheadMs = 2_000

export function App() {
  const app = useStore(appState)
  const failed = useStore(loadError)
  const keychain = app?.keychain
  if (app === null && failed !== null) {
    return (
      <main className={styles.alone}>
        <ErrorNote error={failed} />
      </main>
    )
  }
  if (app !== null && (keychain?.state === "locked" || keychain?.state === "passphrase"))
    return <LockPage app={app} />
  if (keychain?.state === "failed") return <KeychainFailed {...keychain} />
  if (keychain?.state !== "ready") return <Opening />
  return <Opened />
}

function Opened() {
  const here = useStore(place)
  const [help, setHelp] = useState(false)
  useShortcuts(() => setHelp(true))
  const tab = useStore(sessionsTab)
  useEffect(() => followCutText(), [])
  useEffect(() => {
    const sessions = { sessions: "Sessions", checkup: "Check-up", log: "Log" }[tab]
    const titles = { codes: "", sessions: `${sessions} – `, settings: "Settings – " }
    document.title = `${titles[here]}Keycard`
  }, [here, tab])
  useEffect(() => {
    const timer = window.setTimeout(() => void loadSessions(), aheadMs)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <div className={styles.app}>
      <Rail />
      <main className={styles.main}>
        {here === "codes" && (
          <div className={styles.codes}>
            <Reminders />
            <div className={styles.rest}>
              <Codes />
            </div>
          </div>
        )}
        {here === "sessions" && (
          <Suspense>
            <Sessions />
          </Suspense>
        )}
        {here === "settings" && <SettingsPlace />}
      </main>
      <EnrolLayer />
      <QrLayer />
      {help && <ShortcutHelp onClose={() => setHelp(false)} />}
      <ToastBar />
      <Announcer />
    </div>
  )
}
