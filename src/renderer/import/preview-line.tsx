import { Pencil } from "lucide-react"
import type { DraftRow } from "../../shared/ipc/views.ts"
import { messageFor } from "../../shared/messages.ts"
import type { Choice, Fate } from "../enrol/choices.ts"
import { Button, IconButton } from "../ui/button.tsx"
import { cleanName } from "../ui/clean-name.ts"
import { cx } from "../ui/cx.ts"
import { factsOf } from "../ui/facts.tsx"
import { Mark } from "../ui/mark.tsx"
import { Name } from "../ui/name.tsx"
import { conflictFates, fateNames, groupAbout, groupTitles, type GroupKind, type Line } from "./groups.ts"
import { RenameFields, type EntryName } from "./rename-fields.tsx"
import styles from "./preview-line.module.css"

export interface LineActions {
  readonly decide: (line: Line, fate: Fate) => void
  /** The same for a whole group. */
  readonly all: (group: GroupKind, fate: Fate) => void
  /** Chooses it or leaves it out; of a heading, the group. */
  readonly toggle: (line: Line) => void
  /** The next decision, or the one before. */
  readonly turn: (line: Line, by: 1 | -1) => void
  /** What is decided for all of a group; "" where they differ. */
  readonly fateOf: (group: GroupKind) => Fate | ""
  /** Opens the names of an account for typing. */
  readonly rename: (line: Line) => void
  readonly setName: (line: Line, name: EntryName) => void
  readonly closeName: (focus: boolean) => void
}

interface PreviewLineProps {
  id: string
  index: number
  line: Line
  chosen: boolean | null
  /** Of an account: what becomes of it, and under which name. */
  choice: Choice | null
  /** Its names are open for typing. */
  renaming: boolean
  /** Of a heading: how many of its group are chosen. */
  count: number
  groupFate: Fate | ""
  active: boolean
  actions: LineActions
  onPress: () => void
}

/** One line: a heading, an account, what cannot be computed, or what could not be read. */
export function PreviewLine(props: PreviewLineProps) {
  const { id, index, line, active, chosen, actions, onPress } = props
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen ?? undefined}
      className={cx(styles.line, styles[line.kind], active && styles.active, chosen === false && styles.out)}
      onMouseDown={onPress}
      onClick={(event) => {
        const onControl = event.target instanceof Element && event.target.closest("input, select, button")
        if (!onControl && line.kind !== "group") actions.toggle(line)
      }}
    >
      {line.kind === "group" && <Heading {...props} group={line.group} total={line.count} />}
      {line.kind === "row" && <Found {...props} row={line.row} />}
      {line.kind === "kept" && (
        <>
          <Check {...props} name={line.kept.label} />
          <div role="gridcell" className={styles.names}>
            <span className={styles.issuer}>
              <Name fallback={`Entry ${line.kept.row}`}>{line.kept.label}</Name>
            </span>
          </div>
          <div role="gridcell" className={styles.what}>
            {line.kept.what}
          </div>
        </>
      )}
      {line.kind === "skipped" && (
        <div role="gridcell" className={styles.names}>
          <span className={styles.issuer}>
            <Name fallback="Without a name">{line.skipped.label}</Name>
            <span className={styles.place}>entry {line.skipped.row.toLocaleString("en")}</span>
          </span>
          <span className={styles.why}>{reasonOf(line.skipped.error)}</span>
        </div>
      )}
    </div>
  )
}

function reasonOf(error: Parameters<typeof messageFor>[0]): string {
  const { title, detail } = messageFor(error, 0)
  return `${title} ${detail}`
}

function Heading({
  group,
  total,
  count,
  groupFate,
  actions,
}: PreviewLineProps & { group: GroupKind; total: number }) {
  const title = groupTitles[group]
  return (
    <>
      <div role="gridcell" className={styles.heading}>
        <span className={styles.title}>{title}</span>
        <span className={styles.tally}>
          {group === "skipped"
            ? total.toLocaleString("en")
            : `${count.toLocaleString("en")} of ${total.toLocaleString("en")}`}
        </span>
        {groupAbout[group] !== "" && <span className={styles.about}>{groupAbout[group]}</span>}
      </div>
      <div role="gridcell" className={styles.buttons}>
        {group === "conflict" ? (
          <FateBox label={`${title}: all`} value={groupFate} onChange={(fate) => actions.all(group, fate)} />
        ) : group === "skipped" ? null : (
          <>
            <Button
              size="small"
              look="quiet"
              tabIndex={-1}
              aria-label={`${title}: choose all`}
              onClick={() => actions.all(group, "add")}
            >
              All
            </Button>
            <Button
              size="small"
              look="quiet"
              tabIndex={-1}
              aria-label={`${title}: choose none`}
              onClick={() => actions.all(group, "skip")}
            >
              None
            </Button>
          </>
        )}
      </div>
    </>
  )
}

function Found(props: PreviewLineProps & { row: DraftRow }) {
  const { row, line, choice, renaming, actions } = props
  const { likeness } = row
  const { issuer, account } = choice ?? row
  const name = issuer || account
  const facts = [...factsOf(row), ...(row.trashed ? ["from the trash"] : [])].join(" · ")
  return (
    <>
      <Check {...props} name={[issuer, account].filter(Boolean).join(", ")} />
      <div role="gridcell" className={styles.who}>
        <Mark name={name} size={24} />
        {renaming ? (
          <RenameFields
            name={{ issuer, account }}
            of={
              [row.issuer, row.account].map(cleanName).filter(Boolean).join(", ") ||
              `account ${row.index + 1}`
            }
            onName={(next) => actions.setName(line, next)}
            onClose={actions.closeName}
          />
        ) : (
          <span className={styles.names}>
            <span className={styles.issuer}>
              <Name fallback={`Account ${row.index + 1}`}>{name}</Name>
            </span>
            <span className={styles.account}>
              <Name>{issuer === "" ? "" : account}</Name>
              {likeness.kind === "duplicate" && nameOf(likeness.of) !== nameOf({ issuer, account }) && (
                <> here as {nameOf(likeness.of) || "an account without a name"}</>
              )}
              {row.twin?.kind === "same-secret" && " same codes as another entry"}
            </span>
          </span>
        )}
      </div>
      {!renaming && (
        <div role="gridcell" className={styles.rename}>
          <IconButton
            label={`Rename ${cleanName(name) || `account ${row.index + 1}`} (F2)`}
            icon={<Pencil />}
            tabIndex={-1}
            onClick={() => actions.rename(line)}
          />
        </div>
      )}
      {facts !== "" && (
        <div role="gridcell" className={styles.what}>
          {facts}
        </div>
      )}
      {likeness.kind === "conflict" && (
        <div role="gridcell">
          <FateBox
            label={`What to do with ${cleanName(name) || `account ${row.index + 1}`}`}
            value={choice?.fate ?? ""}
            onChange={(next) => actions.decide(line, next)}
          />
        </div>
      )}
    </>
  )
}

const nameOf = ({ issuer, account }: { issuer: string; account: string }) =>
  [issuer, account].map(cleanName).filter(Boolean).join(", ")

function Check({ line, chosen, actions, name }: PreviewLineProps & { name: string }) {
  const verb = line.kind === "kept" ? "Keep" : "Save"
  return (
    <div role="gridcell" className={styles.checkBox}>
      <input
        type="checkbox"
        tabIndex={-1}
        className={styles.check}
        aria-label={`${verb} ${cleanName(name) || "an entry without a name"}`}
        checked={chosen ?? false}
        onChange={() => actions.toggle(line)}
      />
    </div>
  )
}

function FateBox({
  label,
  value,
  onChange,
}: {
  label: string
  value: Fate | ""
  onChange: (fate: Fate) => void
}) {
  return (
    <select
      aria-label={label}
      tabIndex={-1}
      className={styles.fate}
      value={value}
      onChange={(event) => onChange(event.target.value as Fate)}
    >
      {value === "" && (
        <option value="" disabled>
          Mixed
        </option>
      )}
      {conflictFates.map((fate) => (
        <option key={fate} value={fate}>
          {fateNames[fate]}
        </option>
      ))}
    </select>
  )
}
