import { useState } from "react"
import { idleChoicesWith, platformWords } from "../lock/lock-words.ts"
import {
  ChangePassphrase,
  PlatformDialog,
  RemovePassphrase,
  SetPassphrase,
} from "../lock/passphrase-dialogs.tsx"
import type { AppState } from "../state.ts"
import { Button } from "../ui/button.tsx"
import { Switch } from "../ui/switch.tsx"
import { Group, Setting } from "./parts.tsx"
import { SmallSelect } from "./small-select.tsx"
import { groupId } from "./show-settings.ts"
import styles from "./buttons.module.css"

type LockSettings = AppState["settings"]["lock"]

/** Whether a passphrase locks Keycard, and when it locks by itself. */
export function LockGroup({ app, onChange }: { app: AppState; onChange: (lock: LockSettings) => void }) {
  const [opened, open] = useState<"set" | "change" | "remove" | "platform" | null>(null)
  const close = () => open(null)
  const { lock, platform, settings } = app
  const change = (next: Partial<LockSettings>) => onChange({ ...settings.lock, ...next })
  return (
    <Group title="Lock" id={groupId("lock")}>
      {lock.of === "keychain-file" ? (
        <Setting
          title="Passphrase"
          about="The passphrase of your encrypted file is the lock: locking closes the file."
        />
      ) : lock.state === "off" ? (
        <Setting
          title="Passphrase"
          about="None. Whoever uses this computer as you sees your codes, and other programs can read the keychain."
        >
          <Button size="small" onClick={() => open("set")}>
            Set a passphrase…
          </Button>
        </Setting>
      ) : (
        <Setting title="Passphrase" about="Every secret in the keychain is sealed with it.">
          <span className={styles.buttons}>
            <Button size="small" onClick={() => open("change")}>
              Change…
            </Button>
            <Button size="small" onClick={() => open("remove")}>
              Remove…
            </Button>
          </span>
        </Setting>
      )}
      {lock.state !== "off" && lock.platform !== null && (
        <Setting title={`Unlock with ${lock.platform.name}`} about={platformWords(lock.platform)}>
          <Switch
            label={`Unlock with ${lock.platform.name}`}
            checked={lock.platform.enabled}
            onChange={() => open("platform")}
          />
        </Setting>
      )}
      {lock.state !== "off" &&
        (lock.unattended ? (
          <Setting
            title="Nothing locks by itself"
            about="Keycard was started with KEYCARD_PASSPHRASE_FILE and reads the passphrase from that file, for use without a person. Without that variable it locks after a while, with sleep or with the screen."
          />
        ) : (
          <LockTimes settings={settings.lock} platform={platform} onChange={change} />
        ))}
      {opened === "set" && <SetPassphrase onClose={close} />}
      {opened === "change" && <ChangePassphrase onClose={close} />}
      {opened === "remove" && <RemovePassphrase onClose={close} />}
      {opened === "platform" && lock.platform !== null && (
        <PlatformDialog platform={lock.platform} onClose={close} />
      )}
    </Group>
  )
}

interface LockTimesProps {
  settings: LockSettings
  platform: string
  onChange: (next: Partial<LockSettings>) => void
}

function LockTimes({ settings, platform, onChange }: LockTimesProps) {
  const silent = platform === "linux"
  return (
    <>
      <Setting title="Lock when nobody uses the computer" about="No key and no mouse, in any program.">
        <SmallSelect
          label="Lock when nobody uses the computer for"
          value={settings.idleSeconds}
          options={idleChoicesWith(settings.idleSeconds).map(({ seconds, label }) => ({
            value: seconds,
            label,
          }))}
          onChange={(idleSeconds) => onChange({ idleSeconds })}
        />
      </Setting>
      <Setting title="Lock when the computer goes to sleep">
        <Switch
          label="Lock when the computer goes to sleep"
          checked={settings.onSuspend}
          onChange={(onSuspend) => onChange({ onSuspend })}
        />
      </Setting>
      <Setting
        title="Lock with the screen"
        about={silent ? "Linux does not tell Keycard of it; idle time and sleep lock instead." : undefined}
      >
        <Switch
          label="Lock with the screen"
          checked={settings.onScreenLock && !silent}
          disabled={silent}
          onChange={(onScreenLock) => onChange({ onScreenLock })}
        />
      </Setting>
      <Setting title="Lock when the window is hidden or minimised">
        <Switch
          label="Lock when the window is hidden or minimised"
          checked={settings.onHide}
          onChange={(onHide) => onChange({ onHide })}
        />
      </Setting>
    </>
  )
}
