import type { BackupView } from "../../shared/ipc/backup-views.ts"
import { call } from "../api.ts"
import { chooseFolder } from "../backup/automatic-dialogs.tsx"
import { backups } from "../backup/backup-store.ts"
import { fileNameOf, momentWords } from "../backup/backup-words.ts"
import { Button } from "../ui/button.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { useTimeText } from "../ui/tick.ts"
import { useAction } from "../ui/use-action.ts"
import { Setting } from "./parts.tsx"
import { SmallSelect } from "./small-select.tsx"
import styles from "./buttons.module.css"

interface AutomaticSettingsProps {
  automatic: BackupView["automatic"]
  onKeep: (keep: number) => void
  onPassphrase: () => void
}

/** Where automatic backups go, how many stay, and how the last ones went. */
export function AutomaticSettings({ automatic, onKeep, onPassphrase }: AutomaticSettingsProps) {
  const { folder, keep, lastSuccess, lastFailure, busy } = automatic
  const choose = useAction(chooseFolder)
  const now = useAction(async () => {
    backups.set(await call("backup:now", {}))
  })
  const last = useTimeText((nowMs) =>
    lastSuccess === null
      ? "None was made yet."
      : `${momentWords(lastSuccess.atMs, nowMs)}: ${fileNameOf(lastSuccess.path)}`,
  )
  const failed = useTimeText((nowMs) =>
    lastFailure === null
      ? ""
      : lastFailure.times === 1
        ? `Tried ${momentWords(lastFailure.atMs, nowMs)}.`
        : `Failed ${lastFailure.times} times in a row, the last time ${momentWords(lastFailure.atMs, nowMs)}.`,
  )
  const error = lastFailure?.error ?? now.error ?? choose.error
  return (
    <>
      <Setting title="Folder" about={<span className={styles.path}>{folder ?? "None"}</span>}>
        <Button size="small" busy={choose.busy} onClick={() => void choose.run()}>
          Choose…
        </Button>
      </Setting>
      <Setting title="Keep the newest">
        <SmallSelect
          label="Keep the newest"
          value={keep}
          options={[...new Set([3, 5, 10, 20, 50, keep])]
            .sort((a, b) => a - b)
            .map((value) => ({ value, label: String(value) }))}
          onChange={onKeep}
        />
      </Setting>
      <Setting title="Passphrase" about="Only a key made of it is kept, in the keychain.">
        <Button size="small" onClick={onPassphrase}>
          Change…
        </Button>
      </Setting>
      <Setting
        title="Last automatic backup"
        about={<span role="status">{busy ? "Being made now." : last}</span>}
      >
        <Button size="small" busy={busy || now.busy} onClick={() => void now.run()}>
          Back up now
        </Button>
      </Setting>
      {error !== null && !busy && (
        <div className={styles.note}>
          <ErrorNote error={error}>{failed !== "" && <span>{failed}</span>}</ErrorNote>
        </div>
      )}
    </>
  )
}
