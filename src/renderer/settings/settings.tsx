import { useState } from "react"
import { Monitor, Moon, Sun } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import { errorOf } from "../api.ts"
import { appState, aws, changeSettings, type AppState } from "../state.ts"
import { useStore } from "../store.ts"
import { cx } from "../ui/cx.ts"
import { ErrorNote } from "../ui/error-note.tsx"
import { Segmented } from "../ui/segmented.tsx"
import { Switch } from "../ui/switch.tsx"
import { BackupGroup } from "./backup-group.tsx"
import { ClockGroup } from "./clock.tsx"
import { KeptGroup } from "./kept.tsx"
import { HideCodes, ListOrder, TrashPlace } from "./list-settings.tsx"
import { LockGroup } from "./lock-group.tsx"
import { Group, Setting } from "./parts.tsx"
import { RunningGroup } from "./running-group.tsx"
import { SecretsPlace } from "./secrets-place.tsx"
import { groupId } from "./show-settings.ts"
import styles from "./settings.module.css"

const clipboardChoices = [10, 30, 60, 120, 0] as const

export function SettingsPlace() {
  const app = useStore(appState)
  const [error, setError] = useState<AppErrorData | null>(null)
  if (app === null) return null
  const { settings } = app
  const change = (next: Partial<AppState["settings"]>) => {
    setError(null)
    changeSettings(next).catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  const clipboard = clipboardChoices.includes(settings.clipboardSeconds as 30)
    ? clipboardChoices
    : [...clipboardChoices, settings.clipboardSeconds]
  return (
    <div className={cx(styles.place, "above-toast")}>
      <div className={styles.content}>
        <h1 className={styles.title}>Settings</h1>
        {error !== null && <ErrorNote error={error} />}
        <Group title="Appearance">
          <Setting title="Theme">
            <Segmented
              label="Theme"
              value={settings.theme}
              options={[
                { value: "system", label: "System", icon: <Monitor /> },
                { value: "light", label: "Light", icon: <Sun /> },
                { value: "dark", label: "Dark", icon: <Moon /> },
              ]}
              onChange={(theme) => change({ theme })}
            />
          </Setting>
          <Setting title="Next code" about="Shown beside the present one, for when time is short.">
            <Segmented
              label="Next code"
              value={settings.nextCode}
              options={[
                { value: "never", label: "Never" },
                { value: "last-seconds", label: "Last seconds" },
                { value: "always", label: "Always" },
              ]}
              onChange={(nextCode) => change({ nextCode })}
            />
          </Setting>
          <ListOrder value={settings.sort} onChange={(sort) => change({ sort })} />
        </Group>
        <Group title="Privacy">
          <Setting
            title="Clear the clipboard"
            about="A copied code is taken back, if it is still the one there."
          >
            <Segmented
              label="Clear the clipboard after"
              value={String(settings.clipboardSeconds)}
              options={clipboard.map((seconds) => ({
                value: String(seconds),
                label:
                  seconds === 0
                    ? "Never"
                    : seconds < 120
                      ? `${seconds} s`
                      : `${Math.round(seconds / 60)} min`,
              }))}
              onChange={(seconds) => change({ clipboardSeconds: Number(seconds) })}
            />
          </Setting>
          <HideCodes checked={settings.hideCodes} onChange={(hideCodes) => change({ hideCodes })} />
          <Setting title="Hide from screen sharing" about={protectionWords(app.platform)}>
            <Switch
              label="Hide from screen sharing"
              checked={settings.contentProtection}
              disabled={app.platform === "linux"}
              onChange={(contentProtection) => change({ contentProtection })}
            />
          </Setting>
        </Group>
        <RunningGroup app={app} onChange={change} />
        <LockGroup app={app} onChange={(lock) => change({ lock })} />
        <BackupGroup />
        <ClockGroup clock={app.clock} />
        <KeptGroup />
        <Storage app={app} />
        <p className={styles.version}>
          Keycard {app.version}
          {!app.packaged && ", development build"}
        </p>
      </div>
    </div>
  )
}

function protectionWords(platform: string): string {
  if (platform === "linux") return "Linux offers no way to keep a window out of recordings."
  if (platform === "darwin") return "Keeps codes out of most recordings; newer capture tools see them still."
  return "Keeps this window out of screenshots and recordings."
}

function Storage({ app }: { app: AppState }) {
  const overview = useStore(aws)
  return (
    <Group title="Where things are" id={groupId("places")}>
      <SecretsPlace app={app} />
      <Setting title="Names and settings" about="Nothing secret.">
        <code className={styles.path}>{app.dataFolder}</code>
      </Setting>
      <TrashPlace />
      {overview !== null && (
        <>
          <Setting title="AWS credentials">
            <code className={styles.path}>{overview.credentialsPath}</code>
          </Setting>
          <Setting title="AWS config">
            <code className={styles.path}>{overview.configPath}</code>
          </Setting>
        </>
      )}
    </Group>
  )
}
