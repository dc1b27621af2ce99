import { useEffect, useState } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import type { Request } from "../../shared/ipc/contract.ts"
import type { BackupView } from "../../shared/ipc/backup-views.ts"
import { call, errorOf } from "../api.ts"
import { AutomaticDialog } from "../backup/automatic-dialogs.tsx"
import { backups, followBackups } from "../backup/backup-store.ts"
import { momentWords } from "../backup/backup-words.ts"
import { ExportDialog } from "../backup/export-dialog.tsx"
import { RestoreDialog, type OpenedBackup } from "../backup/restore-dialog.tsx"
import { SaveBackup } from "../backup/save-backup.tsx"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Switch } from "../ui/switch.tsx"
import { useTimeText } from "../ui/tick.ts"
import { useAction } from "../ui/use-action.ts"
import { AutomaticSettings } from "./automatic-settings.tsx"
import { Group, Setting } from "./parts.tsx"
import { groupId } from "./show-settings.ts"
import { SmallSelect } from "./small-select.tsx"
import styles from "./buttons.module.css"

type Opened = { what: "save" | "export" | "automatic" } | { what: "restore"; backup: OpenedBackup }

/** Backups by hand and by themselves, the way back, and the way to other apps. */
export function BackupGroup() {
  const view = useStore(backups)
  const [failed, setFailed] = useState<AppErrorData | null>(null)
  useEffect(() => followBackups((thrown) => setFailed(errorOf(thrown))), [])
  return (
    <Group title="Backup" id={groupId("backup")}>
      {view !== null && <BackupSettings view={view} />}
      {failed !== null && (
        <div className={styles.note}>
          <ErrorNote error={failed} />
        </div>
      )}
    </Group>
  )
}

function BackupSettings({ view }: { view: BackupView }) {
  const [opened, open] = useState<Opened | null>(null)
  const close = () => open(null)
  const { automatic, lastByHandAtMs } = view
  const change = useAction(async (next: Request<"backup:settings">) => {
    backups.set(await call("backup:settings", next))
  })
  const restore = useAction(async () => {
    const { opened: backup } = await call("backup:open", {})
    if (backup !== null) open({ what: "restore", backup })
  })
  const lastByHand = useTimeText((nowMs) =>
    lastByHandAtMs === null ? "None saved yet." : `Last saved ${momentWords(lastByHandAtMs, nowMs)}.`,
  )
  const ready = automatic.folder !== null && automatic.hasPassphrase
  const turn = (enabled: boolean) => {
    if (enabled && !ready) open({ what: "automatic" })
    else void change.run({ enabled })
  }
  const error = change.error ?? restore.error
  return (
    <>
      <Setting title="Encrypted backup" about={`One file with everything. ${lastByHand}`}>
        <span className={styles.buttons}>
          <Button size="small" onClick={() => open({ what: "save" })}>
            Make a backup…
          </Button>
          <Button size="small" busy={restore.busy} onClick={() => void restore.run()}>
            Restore…
          </Button>
        </span>
      </Setting>
      <Setting
        title="Automatic backups"
        about="After changes and once a day, encrypted, to a folder of your choice."
      >
        <Switch label="Automatic backups" checked={automatic.enabled} onChange={turn} />
      </Setting>
      {automatic.enabled && (
        <AutomaticSettings
          automatic={automatic}
          onKeep={(keep) => void change.run({ keep })}
          onPassphrase={() => open({ what: "automatic" })}
        />
      )}
      <Setting title="Remind me of a backup" about="Where none was made, by hand or by itself.">
        <SmallSelect
          label="Remind me of a backup"
          value={view.remindDays}
          options={remindChoices(view.remindDays)}
          onChange={(remindDays) => void change.run({ remindDays })}
        />
      </Setting>
      <Setting
        title="Other apps"
        about="Take your accounts elsewhere: as links, QR codes, for Aegis, or on paper."
      >
        <Button size="small" onClick={() => open({ what: "export" })}>
          Export…
        </Button>
      </Setting>
      {error !== null && (
        <div className={styles.note}>
          <ErrorNote error={error} />
        </div>
      )}
      {opened?.what === "save" && <SaveBackup onClose={close} />}
      {opened?.what === "export" && <ExportDialog onClose={close} />}
      {opened?.what === "automatic" && <AutomaticDialog automatic={automatic} onClose={close} />}
      {opened?.what === "restore" && <RestoreDialog opened={opened.backup} onClose={close} />}
    </>
  )
}

function remindChoices(present: number): readonly { value: number; label: string }[] {
  const days = [...new Set([7, 14, 30, 60, 90, ...(present === 0 ? [] : [present])])].sort((a, b) => a - b)
  return [
    ...days.map((value) => ({ value, label: `After ${value} ${value === 1 ? "day" : "days"}` })),
    { value: 0, label: "Never" },
  ]
}
