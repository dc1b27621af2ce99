import { useEffect, useState } from "react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import type { ConfigRow } from "../../shared/ipc/config-contract.ts"
import { nameFaults } from "../../shared/import-names.ts"
import { messageFor } from "../../shared/messages.ts"
import { call, errorOf } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Name } from "../ui/name.tsx"
import { Switch } from "../ui/switch.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import {
  aboutRow,
  groupsOf,
  holdsPlainText,
  namedOf,
  notesOf,
  splitCommand,
  takenWords,
  undoneWords,
} from "./take-over-groups.ts"
import { TakeOverName } from "./take-over-name.tsx"
import nameStyles from "./take-over-name.module.css"
import setUpStyles from "./set-up.module.css"
import styles from "./take-over.module.css"

interface TakeOverDialogProps {
  overview: AwsOverview
  onClose: () => void
}

/** What AWS's own files hold, and which of it becomes a profile here. */
export function TakeOverDialog({ overview, onClose }: TakeOverDialogProps) {
  const [rows, setRows] = useState<readonly ConfigRow[] | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  /** By their names in AWS's files, where a person typed another one than proposed. */
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [removePlainText, setRemove] = useState(false)
  const look = useAction(async () => {
    const found = (await call("config:preview", {})).rows
    setRows(found)
    setChosen(new Set(groupsOf(found).open.map(({ profile }) => profile)))
  })
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it opens: `look` is another one with each drawing
  useEffect(() => void look.run(), [])
  const groups = groupsOf(rows ?? [])
  const plain = holdsPlainText(groups.open, chosen)
  const named = namedOf(groups.open, chosen, typed)
  const faults = nameFaults(
    named,
    overview.sessions.map(({ name }) => name),
  )
  const takeOver = useAction(async () => {
    const taken = await call("config:take-over", {
      profiles: named.map(({ profile }) => profile),
      names: named.filter(({ isProposed }) => !isProposed).map(({ profile, name }) => ({ profile, name })),
      removePlainText: removePlainText && plain,
    })
    tellTaken(taken)
    onClose()
  })
  const toggle = (profile: string) => {
    const next = new Set(chosen)
    if (!next.delete(profile)) next.add(profile)
    setChosen(next)
  }
  const all = chosen.size === groups.open.length
  return (
    <Dialog
      title="Take over your AWS profiles"
      size="large"
      keep
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{groups.open.length === 0 ? "Close" : "Cancel"}</Button>
          {groups.open.length > 0 && (
            <Button
              look="primary"
              busy={takeOver.busy}
              disabled={chosen.size === 0 || faults.size > 0}
              onClick={() => void takeOver.run()}
            >
              {chosen.size === 1 ? "Take over 1 profile" : `Take over ${chosen.size} profiles`}
            </Button>
          )}
        </>
      }
    >
      <div className={setUpStyles.form}>
        <p className={setUpStyles.text}>
          From {overview.configPath} and {overview.credentialsPath}.
          {plain && removePlainText ? "" : " They stay as they are."}
        </p>
        {look.error !== null && (
          <ErrorNote error={look.error}>
            <Button size="small" onClick={() => void look.run()}>
              Try again
            </Button>
          </ErrorNote>
        )}
        {rows?.length === 0 && <p>No profile with credentials is in them.</p>}
        {groups.open.length > 0 && (
          <section aria-label="Can be taken over">
            <header className={styles.head}>
              <h3>Can be taken over</h3>
              <Button
                size="small"
                look="quiet"
                onClick={() => setChosen(new Set(all ? [] : groups.open.map(({ profile }) => profile)))}
              >
                {all ? "Choose none" : "Choose all"}
              </Button>
            </header>
            <ul className={styles.list}>
              {groups.open.map((row, place) => (
                <li key={row.profile} className={nameStyles.row}>
                  <label className={styles.row}>
                    <input
                      type="checkbox"
                      className={styles.check}
                      checked={chosen.has(row.profile)}
                      data-autofocus={place === 0 || undefined}
                      onChange={() => toggle(row.profile)}
                    />
                    <Words row={row} renamed={typed.has(row.profile)} />
                  </label>
                  {chosen.has(row.profile) && (
                    <TakeOverName
                      profile={row.profile}
                      name={typed.get(row.profile) ?? row.name}
                      fault={faults.get(row.profile) ?? null}
                      onName={(name) => setTyped(new Map(typed).set(row.profile, name))}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {plain && (
          <div className={setUpStyles.switchRow}>
            <div className={setUpStyles.switchWords}>
              <p className={setUpStyles.strong}>Remove the plain-text copies of their keys</p>
              <p className={setUpStyles.text}>
                Their lines leave {overview.credentialsPath} once the keychain holds them. AWS’s tools then
                get sessions from Keycard.
              </p>
            </div>
            <Switch
              label="Remove the plain-text copies of their keys"
              checked={removePlainText}
              onChange={setRemove}
            />
          </div>
        )}
        <Others title="Here already" rows={groups.here} />
        <Others title="Stay where they are" rows={groups.staying} />
        {takeOver.error !== null && <ErrorNote error={takeOver.error} />}
      </div>
    </Dialog>
  )
}

function Others({ title, rows }: { title: string; rows: readonly ConfigRow[] }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
      </header>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={row.profile} className={styles.row}>
            <Words row={row} renamed={false} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Words({ row, renamed }: { row: ConfigRow; renamed: boolean }) {
  const about = row.status === "same" ? `Here as “${row.here ?? ""}”` : aboutRow(row)
  return (
    <span className={styles.words}>
      <span className={styles.name}>
        <Name>{row.profile}</Name>
      </span>
      {about !== "" && <span className={styles.about}>{about}</span>}
      {row.status !== "same" &&
        notesOf(row, renamed)
          .map(splitCommand)
          .map(({ words, command }) => (
            <span key={words} className={styles.note}>
              {words}
              {command !== null && <code className={styles.command}>{command}</code>}
            </span>
          ))}
    </span>
  )
}

type Taken = Awaited<ReturnType<typeof call<"config:take-over">>>

function tellTaken(taken: Taken): void {
  const { batchId, notMoved } = taken
  const [failed] = notMoved
  const words = takenWords(taken)
  const undo = { label: "Undo", run: () => void undoTaken(batchId) }
  if (failed === undefined) toast(words, undo)
  else {
    const why = messageFor(failed.error, Date.now()).title
    toast(`${words} The plain text of “${failed.section}” stays: ${why}`, undo, "failed")
  }
}

async function undoTaken(batchId: string): Promise<void> {
  try {
    toast(undoneWords(await call("config:undo", { batchId })))
  } catch (thrown) {
    toast(messageFor(errorOf(thrown), Date.now()).title, null, "failed")
  }
}
