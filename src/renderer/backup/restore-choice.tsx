import type { RestorePreview } from "../../shared/ipc/backup-views.ts"
import { Note } from "../ui/error-note.tsx"
import { Name } from "../ui/name.tsx"
import { canChoose, counted, likenessWords, type Choice, type Part } from "./backup-words.ts"
import styles from "./backup.module.css"

interface RestoreChoiceProps {
  preview: RestorePreview
  choice: Choice
  onChange: (choice: Choice) => void
}

interface Line {
  readonly index: number
  readonly likeness: "new" | "duplicate" | "conflict"
  readonly name: string
  readonly about: string
}

/** Everything that is in a backup, part by part. */
export function RestoreChoice({ preview, choice, onChange }: RestoreChoiceProps) {
  const parts = linesOf(preview)
  const count = parts.reduce((sum, { lines }) => sum + lines.length, 0)
  const offered = parts.some(({ part, lines }) => lines.some((line) => canChoose(part, line)))
  return (
    <div className={styles.form}>
      {preview.missing.length > 0 && (
        <Note
          look="warn"
          title={`${counted(preview.missing.length, "entry is", "entries are")} not in this backup.`}
          detail={`When it was made, the keychain could not give ${preview.missing.slice(0, 5).join(", ")}${preview.missing.length > 5 ? " and others" : ""}.`}
        />
      )}
      {preview.withoutPicture.length > 0 && (
        <Note
          look="warn"
          title={`${counted(preview.withoutPicture.length, "picture is", "pictures are")} not in this backup.`}
          detail={`The mark of ${preview.withoutPicture.slice(0, 5).join(", ")}${preview.withoutPicture.length > 5 ? " and others" : ""} is chosen by the name again.`}
        />
      )}
      {!offered && (
        <p className={styles.text}>{count === 0 ? "It is empty." : "Everything in it is here already."}</p>
      )}
      {parts.map(
        ({ part, one, lines }) =>
          lines.length > 0 && (
            <PartChoice
              key={part}
              part={part}
              title={counted(lines.length, one, one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`)}
              lines={lines}
              chosen={choice[part]}
              onChange={(chosen) => onChange({ ...choice, [part]: chosen })}
            />
          ),
      )}
      {preview.settingsDiffer && (
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={choice.settings}
            onChange={(event) => onChange({ ...choice, settings: event.target.checked })}
          />
          Its settings, in place of the present ones
        </label>
      )}
    </div>
  )
}

interface PartChoiceProps {
  part: Part
  title: string
  lines: readonly Line[]
  chosen: ReadonlySet<number>
  onChange: (chosen: ReadonlySet<number>) => void
}

function PartChoice({ part, title, lines, chosen, onChange }: PartChoiceProps) {
  const open = lines.filter((line) => canChoose(part, line))
  const all = open.length > 0 && open.every(({ index }) => chosen.has(index))
  const toggle = (index: number) => {
    const next = new Set(chosen)
    if (!next.delete(index)) next.add(index)
    onChange(next)
  }
  return (
    <section className={styles.part} aria-label={title}>
      <label className={styles.all}>
        <input
          type="checkbox"
          checked={all}
          disabled={open.length === 0}
          ref={(box) => {
            if (box !== null) box.indeterminate = !all && chosen.size > 0
          }}
          onChange={() => onChange(all ? new Set() : new Set(open.map(({ index }) => index)))}
        />
        {title}
      </label>
      <ul className={styles.rows}>
        {lines.map((line) => {
          const about = [line.about, likenessWords(part, line.likeness)].filter(Boolean).join(" · ")
          return (
            <li key={line.index}>
              <label className={styles.row}>
                <input
                  type="checkbox"
                  checked={chosen.has(line.index)}
                  disabled={!canChoose(part, line)}
                  onChange={() => toggle(line.index)}
                />
                <span className={styles.words}>
                  <span className={styles.name}>
                    <Name fallback="Without a name">{line.name}</Name>
                  </span>
                  {about !== "" && (
                    <span className={styles.why}>
                      <Name>{about}</Name>
                    </span>
                  )}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function linesOf(preview: RestorePreview): readonly { part: Part; one: string; lines: readonly Line[] }[] {
  const named = (issuer: string, account: string) => ({
    name: issuer || account,
    about: issuer === "" ? "" : account,
  })
  return [
    {
      part: "accounts",
      one: "account",
      lines: preview.accounts.map(({ issuer, account, trashed, ...row }) => {
        const { name, about } = named(issuer, account)
        return { ...row, name, about: trashed ? [about, "In the trash"].filter(Boolean).join(" · ") : about }
      }),
    },
    {
      part: "kept",
      one: "kept entry",
      lines: preview.kept.map(({ issuer, account, what, ...row }) => {
        const { name, about } = named(issuer, account)
        return { ...row, name, about: [about, what].filter(Boolean).join(" · ") }
      }),
    },
    {
      part: "keys",
      one: "access key",
      lines: preview.keys.map(({ tail, ...row }) => ({ ...row, about: `…${tail}` })),
    },
    {
      part: "profiles",
      one: "profile",
      lines: preview.profiles.map((row) => ({ ...row, about: "" })),
    },
  ]
}
