import type { AppState } from "../state.ts"
import { Segmented } from "../ui/segmented.tsx"
import { Switch } from "../ui/switch.tsx"
import { Group, Setting } from "./parts.tsx"
import { groupId } from "./show-settings.ts"

interface RunningGroupProps {
  app: AppState
  onChange: (change: Partial<AppState["settings"]>) => void
}

/** Whether Keycard goes on without its window, and where it is then seen. */
export function RunningGroup({ app, onChange }: RunningGroupProps) {
  const { tray, keepRunning } = app.settings
  const bar = app.platform === "darwin" ? "menu bar" : "tray"
  return (
    <Group title="Without the window" id={groupId("running")}>
      <Setting title={`Show in the ${bar}`} about={trayWords(app.platform)}>
        <Segmented
          label={`Show in the ${bar}`}
          value={tray}
          options={[
            { value: "auto", label: "Automatic" },
            { value: "on", label: "Always" },
            { value: "off", label: "Never" },
          ]}
          onChange={(next) => onChange({ tray: next })}
        />
      </Setting>
      {app.platform !== "darwin" && (
        <Setting
          title="Keep running when the window is closed"
          about="Sessions go on renewing by themselves. Start Keycard again to see its window."
        >
          <Switch
            label="Keep running when the window is closed"
            checked={keepRunning}
            onChange={(next) => onChange({ keepRunning: next })}
          />
        </Setting>
      )}
    </Group>
  )
}

function trayWords(platform: string): string {
  const what = "Sessions with the time left, codes to copy, and the lock."
  return platform === "linux" ? `${what} Automatic: where your desktop shows such icons.` : what
}
