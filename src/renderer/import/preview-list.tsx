import {
  useCallback,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from "react"
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual"
import type { Draft } from "../../shared/ipc/views.ts"
import { choiceOf, type Fate } from "../enrol/choices.ts"
import { show, type Enrol } from "../enrol/enrol-state.ts"
import {
  chooseGroup,
  chosenIn,
  commonFate,
  conflictFates,
  fateNames,
  isChosen,
  type GroupKind,
  type Line,
} from "./groups.ts"
import { announce } from "../ui/announce.tsx"
import { lineFor, turned } from "./line-keys.ts"
import { PreviewLine, type LineActions } from "./preview-line.tsx"
import type { EntryName } from "./rename-fields.tsx"
import styles from "./preview-list.module.css"

/** What stands above the list can lead to a line of it. */
export interface PreviewListHandle {
  readonly show: (line: number) => void
}

interface PreviewListProps {
  draft: Draft
  lines: readonly Line[]
  present: Enrol
  ref: Ref<PreviewListHandle>
}

const heights: Record<Line["kind"], number> = { group: 44, row: 48, kept: 48, skipped: 60 }

/** All lines of the preview; only those on screen exist. Arrow keys move, Space chooses, Left and Right decide, F2 renames. */
export function PreviewList({ draft, lines, present, ref }: PreviewListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(-1)
  /** The line whose names are being typed; it stays while it is scrolled out of sight. */
  const [renaming, setRenaming] = useState<number | null>(null)
  const id = useId()
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never memoised
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => heights[lines[index]?.kind ?? "row"], [lines]),
    overscan: 6,
    rangeExtractor: useCallback(
      (range: Range) => withLine(defaultRangeExtractor(range), renaming, lines.length),
      [renaming, lines.length],
    ),
  })
  const go = (line: number, align: "auto" | "start" = "auto") => {
    setActive(line)
    rows.scrollToIndex(line, { align })
  }
  useImperativeHandle(ref, () => ({
    show: (line) => {
      go(line, "start")
      scroller.current?.focus({ preventScroll: true })
    },
  }))
  const rename = (line: Line) => {
    const at = lines.indexOf(line)
    if (line.kind !== "row" || at < 0) return
    setActive(at)
    setRenaming(at)
  }
  const closeName = (focus: boolean) => {
    setRenaming(null)
    if (focus) scroller.current?.focus({ preventScroll: true })
  }
  const actions: LineActions = { ...actionsFor(draft, lines, present), rename, closeName }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const visible = Math.floor((scroller.current?.clientHeight ?? 0) / heights.row)
    const to = lineFor(event.key, active, lines.length, visible)
    const line = lines[active]
    if (to !== null) go(to)
    else if ((event.key === "F2" || event.key === "Enter") && line?.kind === "row") actions.rename(line)
    else if (event.key === " " && line !== undefined) actions.toggle(line)
    else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && line !== undefined)
      actions.turn(line, event.key === "ArrowRight" ? 1 : -1)
    else return
    event.preventDefault()
  }
  const items = rows.getVirtualItems()
  const drawn = items.some(({ index }) => index === active)
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Found entries"
      aria-rowcount={lines.length}
      aria-activedescendant={drawn ? `${id}-${active}` : undefined}
      tabIndex={0}
      className={styles.scroller}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0) setActive(items[0]?.index ?? 0)
      }}
    >
      <div role="presentation" className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={index}
              ref={rows.measureElement}
              data-index={index}
              role="presentation"
              className={styles.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              <PreviewLine
                id={`${id}-${index}`}
                index={index}
                line={line}
                chosen={isChosen(line, present)}
                choice={line.kind === "row" ? choiceOf(present.choices, line.row) : null}
                renaming={index === renaming}
                count={line.kind === "group" ? chosenIn(lines, line.group, present) : 0}
                groupFate={line.kind === "group" ? actions.fateOf(line.group) : ""}
                active={index === active}
                actions={actions}
                onPress={() => setActive(index)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The lines to draw, with this one among them. */
function withLine(shown: readonly number[], line: number | null, count: number): number[] {
  if (line === null || line >= count || shown.includes(line)) return [...shown]
  return [...shown, line].sort((a, b) => a - b)
}

function actionsFor(
  draft: Draft,
  lines: readonly Line[],
  present: Enrol,
): Omit<LineActions, "rename" | "closeName"> {
  const { choices, leftOut, kept } = present
  const decide = (line: Line, fate: Fate) => {
    if (line.kind !== "row") return
    const { row } = line
    show({ choices: new Map(choices).set(row.index, { ...choiceOf(choices, row), fate }) })
  }
  const setName = (line: Line, name: EntryName) => {
    if (line.kind !== "row") return
    const { row } = line
    show({ choices: new Map(choices).set(row.index, { ...choiceOf(choices, row), ...name }) })
  }
  const all = (group: GroupKind, fate: Fate) => {
    if (group === "kept") show({ leftOut: new Set(fate === "skip" ? kept.map(({ row }) => row) : []) })
    else show({ choices: chooseGroup(draft, choices, group, fate) })
  }
  const toggle = (line: Line) => {
    const chosen = isChosen(line, present)
    if (line.kind === "row") decide(line, chosen === true ? "skip" : "add")
    if (line.kind === "group") all(line.group, chosenIn(lines, line.group, present) > 0 ? "skip" : "add")
    if (line.kind === "kept") {
      const next = new Set(leftOut)
      if (chosen === true) next.add(line.kept.row)
      else next.delete(line.kept.row)
      show({ leftOut: next })
    }
  }
  const fateOf = (group: GroupKind) => commonFate(draft, choices, group)
  const turn = (line: Line, by: 1 | -1) => {
    if ((line.kind !== "row" && line.kind !== "group") || line.group !== "conflict") return
    const before = line.kind === "row" ? choiceOf(choices, line.row).fate : fateOf(line.group) || "skip"
    const fate = turned(conflictFates, before, by)
    if (line.kind === "row") decide(line, fate)
    else all(line.group, fate)
    announce(fateNames[fate])
  }
  return { decide, all, toggle, turn, fateOf, setName }
}
