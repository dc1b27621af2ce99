import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import { useVirtualizer } from "@tanstack/react-virtual"
import type { KeyView, SessionCard as Session } from "../../shared/ipc/views.ts"
import type { Picked } from "../codes/pick.ts"
import { useStore } from "../store.ts"
import { GroupHeading } from "./group-heading.tsx"
import { inReadingOrder, moveIn, rowsOf, type CardRow } from "./list-rows.ts"
import { SessionCard, sessionCardId } from "./session-card.tsx"
import { wantedSession } from "./sessions-state.ts"
import styles from "./session-list.module.css"

const narrowest = 300
const gap = 16
const cardHeight = 244
const headingHeight = 48
/** Fewer rows than this are all drawn: leaving some out would win nothing. */
const allRows = 12
const nothing = () => undefined

interface CardGridProps {
  sessions: readonly Session[]
  keyOf: ReadonlyMap<string, KeyView>
  keys: readonly KeyView[]
  grouped: boolean
  /** Of the scroller's content, in pixels. */
  width: number
  scroller: HTMLDivElement
  picked: Picked | null
  onPick: (session: Session, how: "toggle" | "range") => void
  /** The pointer or the focus is in the list, or has left it. */
  onHold: () => void
  onRelease: () => void
  /** The arrow keys led out of the list, up. */
  onLeaveUp: () => void
}

/** The cards in rows; of many only those on screen exist. */
export function CardGrid(props: CardGridProps) {
  const { sessions, keyOf, keys, grouped, width, scroller, picked, onPick, onLeaveUp } = props
  const list = useRef<HTMLDivElement>(null)
  const giveUp = useRef<() => void>(nothing)
  const [margin, setMargin] = useState(0)
  const [currentId, setCurrent] = useState<string | null>(null)
  const columns = Math.max(1, Math.floor((Math.min(1000, width - 24) + gap) / (narrowest + gap)))
  const accountOf = useCallback(
    ({ accountId, center, keyId }: Session) =>
      accountId ?? center?.accountId ?? keyOf.get(keyId ?? "")?.accountId ?? "",
    [keyOf],
  )
  const rows = useMemo(
    () => rowsOf(sessions, columns, grouped ? accountOf : null),
    [sessions, columns, grouped, accountOf],
  )
  const order = useMemo(() => inReadingOrder(rows), [rows])
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (rows[index]?.kind === "heading" ? headingHeight : cardHeight),
    getItemKey: (index) => rowKey(rows[index], index),
    overscan: rows.length <= allRows ? rows.length : 2,
    scrollMargin: margin,
  })
  // What stands above the cards comes and goes.
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), [sessions, width])
  const current = order.find(({ profileId }) => profileId === currentId) ?? order[0]
  const focusCard = useCallback(
    (session: Session, then: () => void = nothing) => {
      const row = rows.findIndex((each) => each.kind === "cards" && each.items.includes(session))
      giveUp.current()
      giveUp.current = focusWhenDrawn(
        sessionCardId(session.profileId),
        () => virtual.scrollToIndex(row, { align: "auto" }),
        then,
      )
      return giveUp.current
    },
    [rows, virtual],
  )
  // Others are found now: what was on its way to one of the old ones would scroll to a wrong place.
  useEffect(() => {
    giveUp.current()
    virtual.scrollToOffset(scroller.scrollTop)
  }, [order.length, virtual, scroller])
  const wantedId = useStore(wantedSession)
  useEffect(() => {
    const wanted = order.find(({ profileId }) => profileId === wantedId)
    if (wanted === undefined) return
    return focusCard(wanted, () => wantedSession.set(null))
  }, [wantedId, order, focusCard])
  const items = virtual.getVirtualItems()
  const drawn = items.flatMap(({ index }) => cardsOf(rows[index]))
  const top = items.find(
    ({ index, start }) => rows[index]?.kind === "cards" && start >= (virtual.scrollOffset ?? 0),
  )
  // One that was scrolled away does not exist: Tab comes to the first that is on the screen instead.
  const [seen] = top === undefined ? drawn : cardsOf(rows[top.index])
  const stop = current !== undefined && drawn.includes(current) ? current : seen
  return (
    <div
      ref={list}
      role="list"
      aria-label="Sessions"
      className={styles.cards}
      style={{ height: virtual.getTotalSize() }}
      onMouseEnter={props.onHold}
      onMouseLeave={props.onRelease}
      onFocus={props.onHold}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onRelease()
      }}
      onKeyDown={(event) => {
        const at = event.target as HTMLElement
        const card = at.closest('[role="listitem"]')?.id
        // A box to tick and a menu have keys of their own; a button has none that move.
        const moves = at.id === card || at instanceof HTMLButtonElement
        if (card === undefined || !moves || event.ctrlKey || event.altKey || event.metaKey) return
        const from = order.find(({ profileId }) => sessionCardId(profileId) === card) ?? null
        const page = Math.max(1, Math.floor(scroller.clientHeight / cardHeight))
        const to = moveIn(rows, from, event.key, page)
        if (to === null) return
        event.preventDefault()
        if (to === "search") onLeaveUp()
        else {
          if (event.shiftKey) onPick(to, "range")
          focusCard(to)
        }
      }}
    >
      {items.map(({ index, key, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="presentation"
            className={styles.row}
            style={{ transform: `translateY(${start - margin}px)`, ["--columns" as string]: columns }}
          >
            {row.kind === "heading" ? (
              <GroupHeading accountId={row.key} count={row.count} keys={keys} sessions={sessions} />
            ) : (
              row.items.map((session) => (
                <SessionCard
                  key={session.profileId}
                  session={session}
                  awsKey={keyOf.get(session.keyId ?? "") ?? null}
                  at={order.indexOf(session)}
                  of={order.length}
                  current={session === stop}
                  picked={picked === null ? null : picked.has(session.profileId)}
                  onPick={(how) => onPick(session, how)}
                  onFocus={() => setCurrent(session.profileId)}
                />
              ))
            )}
          </div>
        )
      })}
    </div>
  )
}

function cardsOf(row: CardRow<Session> | undefined): readonly Session[] {
  return row?.kind === "cards" ? row.items : []
}

function rowKey(row: CardRow<Session> | undefined, index: number): string | number {
  if (row === undefined) return index
  return row.kind === "heading" ? `account ${row.key}` : (row.items[0]?.profileId ?? index)
}

/** A card far away is drawn some frames after the list was told to go there. @returns how to give up */
function focusWhenDrawn(id: string, scroll: () => void, then: () => void, frames = 30): () => void {
  let frame = 0
  const attempt = (left: number) => {
    const card = document.getElementById(id)
    if (card !== null) {
      card.focus({ preventScroll: true })
      then()
    } else if (left > 0) {
      // The heights of what lies between become known on the way.
      if (left % 5 === 0) scroll()
      frame = requestAnimationFrame(() => attempt(left - 1))
    }
  }
  scroll()
  attempt(frames)
  return () => cancelAnimationFrame(frame)
}
