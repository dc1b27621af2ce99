import { useCallback, useEffect, useImperativeHandle, useRef, type KeyboardEvent, type Ref } from "react"
import { useVirtualizer } from "@tanstack/react-virtual"
import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { watchCodes } from "./code-store.ts"
import { picked } from "./selection.ts"
import { Row, rowId } from "./row.tsx"
import type { Hit } from "./search.ts"
import { useDrag } from "./use-drag.ts"
import { cx } from "../ui/cx.ts"
import styles from "./list.module.css"

export const rowHeight = 60
const padding = 8

/** What the keys need to know of the list, and may ask of it. */
export interface ListHandle {
  focus: () => void
  show: (index: number) => void
  toTop: () => void
  view: () => { firstVisible: number; visible: number }
}

interface ListProps {
  hits: readonly Hit[]
  selected: number
  /** The list, or something in it, has the focus. */
  focused: boolean
  /** Rows show the numbers that copy them. */
  numbers: boolean
  nextCode: "never" | "last-seconds" | "always"
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  /** The focus came without a chosen row. */
  onArrive: (firstVisible: number) => void
  onMenu: (account: AccountView, at: { x: number; y: number }) => void
  onFailure: (account: AccountView) => void
  /** A row was dragged to another place; null: none can be. */
  onMove: ((from: number, to: number) => void) | null
  ref: Ref<ListHandle>
}

/** All accounts; only the rows on screen exist. */
export function List({
  hits,
  selected,
  focused,
  numbers,
  nextCode,
  onKeyDown,
  onArrive,
  onMenu,
  onFailure,
  onMove,
  ref,
}: ListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never memoised
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => hits[index]?.account.id ?? index, [hits]),
    overscan: 3,
    paddingStart: padding,
    paddingEnd: padding,
  })
  const picking = useStore(picked, (present) => present !== null)
  const { drag, begin } = useDrag({
    scroller,
    count: hits.length,
    rowHeight,
    padding,
    onDrop: (from, to) => onMove?.(from, to),
  })
  const onDrag = onMove === null ? null : begin
  const items = rows.getVirtualItems()
  const ids = items.flatMap(({ index }) => {
    const account = hits[index]?.account
    return account === undefined || account.type === "hotp" ? [] : [account.id]
  })
  const key = ids.join(" ")
  useEffect(() => watchCodes(key === "" ? [] : key.split(" ")), [key])
  useImperativeHandle(
    ref,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      show: (index) => rows.scrollToIndex(index, { align: "auto" }),
      toTop: () => {
        // Asking costs nothing; scrolling where there is nothing to scroll costs a layout.
        const element = scroller.current
        if (element !== null && element.scrollTop > 0) element.scrollTop = 0
      },
      view: () => visibleRows(scroller.current),
    }),
    [rows],
  )
  const first = Math.max(0, Math.ceil(((rows.scrollOffset ?? 0) - padding) / rowHeight))
  const active = hits[selected]?.account.id
  const drawn = items.some(({ index }) => index === selected)
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Codes"
      aria-rowcount={hits.length}
      aria-multiselectable={picking || undefined}
      aria-activedescendant={active !== undefined && drawn ? rowId(active) : undefined}
      tabIndex={0}
      className={cx(styles.scroller, "above-toast")}
      data-next={nextCode}
      data-picking={picking || undefined}
      data-dragging={drag !== null || undefined}
      data-numbers={numbers || undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && selected < 0) {
          onArrive(visibleRows(scroller.current).firstVisible)
        }
      }}
    >
      <div role="presentation" className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const hit = hits[index]
          if (hit === undefined) return null
          const number = index - first + 1
          return (
            <Row
              // By place, not by account: a search writes other names into the rows that are there, which takes half
              // the time of making others.
              key={index}
              hit={hit}
              index={index}
              top={start}
              selected={index === selected}
              focused={focused && index === selected}
              number={number >= 1 && number <= 9 ? number : null}
              onMenu={onMenu}
              onFailure={onFailure}
              onDrag={onDrag}
            />
          )
        })}
        {drag !== null && (
          <div
            className={styles.gap}
            style={{ transform: `translateY(${padding + drag.gap * rowHeight - 1}px)` }}
          />
        )}
      </div>
    </div>
  )
}

function visibleRows(scroller: HTMLElement | null): { firstVisible: number; visible: number } {
  if (scroller === null) return { firstVisible: 0, visible: 0 }
  const firstVisible = Math.max(0, Math.ceil((scroller.scrollTop - padding) / rowHeight))
  const bottom = scroller.scrollTop + scroller.clientHeight - padding
  return { firstVisible, visible: Math.max(1, Math.floor(bottom / rowHeight) - firstVisible) }
}
