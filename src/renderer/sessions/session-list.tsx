import { useEffect, useMemo, useState, type KeyboardEvent } from "react"
import { SearchX } from "lucide-react"
import type { AwsOverview, SessionCard as Session } from "../../shared/ipc/views.ts"
import { byUrgency } from "../../shared/session-urgency.ts"
import { stillThere, toggled, withRange } from "../codes/pick.ts"
import { focusSearch } from "../codes/search-focus.ts"
import { useTypeAnywhere } from "../codes/use-type-anywhere.ts"
import { appState } from "../state.ts"
import { useStore } from "../store.ts"
import { announce } from "../ui/announce.tsx"
import { Button } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { useTimed } from "../ui/tick.ts"
import { CardGrid } from "./card-grid.tsx"
import { KeysList } from "./keys-list.tsx"
import { inKeptOrder } from "./list-rows.ts"
import { ListBar } from "./list-bar.tsx"
import { ManyBar } from "./many-bar.tsx"
import { Notes } from "./notes.tsx"
import { searchSessions, searchText } from "./search-sessions.ts"
import { pickedSessions, sessionQuery, wantedKey } from "./sessions-state.ts"
import { useWidth } from "./use-width.ts"
import styles from "./session-list.module.css"

const minuteMs = 60_000

/** All profiles, most urgent first; found, grouped, and started or stopped together. */
export function SessionList({ overview }: { overview: AwsOverview }) {
  const { sessions, keys } = overview
  const query = useStore(sessionQuery)
  const picked = useStore(pickedSessions)
  const grouped = useStore(appState, (app) => app?.settings.groupSessions ?? false)
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [kept, keep] = useState<readonly string[] | null>(null)
  const [anchor, setAnchor] = useState<string | null>(null)
  const minute = useTimed((nowMs) => Math.floor(nowMs / minuteMs))
  const width = useWidth(scroller)
  const keyOf = useMemo(() => new Map(keys.map((key) => [key.id, key])), [keys])
  const sorted = useMemo(() => byUrgency(sessions, minute * minuteMs), [sessions, minute])
  const shown = useMemo(() => {
    const ids = sorted.map(({ profileId }) => profileId)
    const byId = new Map(sorted.map((session) => [session.profileId, session]))
    const inOrder = kept === null ? sorted : inKeptOrder(ids, kept).flatMap((id) => byId.get(id) ?? [])
    return searchSessions(inOrder, (each) => searchText(each, keyOf.get(each.keyId ?? "") ?? null), query)
  }, [sorted, kept, query, keyOf])
  useEffect(() => {
    const there = new Set(sessions.map(({ profileId }) => profileId))
    pickedSessions.update((present) => (present === null ? null : stillThere(present, there)))
  }, [sessions])
  useEffect(
    () => () => {
      sessionQuery.set("")
      pickedSessions.set(null)
    },
    [],
  )
  const wanted = useStore(wantedKey)
  useEffect(() => {
    if (wanted === null) return
    const line = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
      ({ dataset }) => dataset.key === wanted,
    )
    line?.scrollIntoView({ block: "center" })
    line?.focus({ preventScroll: true })
    wantedKey.set(null)
  }, [wanted])
  // A card does not run away from the pointer that starts it, nor from the focus; who comes back finds a new order.
  const hold = () => keep((present) => present ?? sorted.map(({ profileId }) => profileId))
  const release = () => keep(null)
  useEffect(() => {
    window.addEventListener("blur", release)
    return () => window.removeEventListener("blur", release)
  }, [])
  const pick = ({ profileId }: Session, how: "toggle" | "range") => {
    const ids = shown.map((each) => each.profileId)
    const present = picked ?? new Set<string>()
    const next = how === "range" ? withRange(present, ids, anchor, profileId) : toggled(present, profileId)
    setAnchor(profileId)
    pickedSessions.set(next)
    announce(`${next.size} selected.`)
  }
  const pickAll = () => pickedSessions.set(new Set(shown.map(({ profileId }) => profileId)))
  const escape = () => {
    if (picked !== null) {
      pickedSessions.set(null)
      return
    }
    sessionQuery.set("")
    focusSearch()
  }
  // What is found stands at the top.
  useEffect(() => scroller?.scrollTo(0, 0), [query, scroller])
  const intoList = () => document.querySelector<HTMLElement>('[role="listitem"][tabindex="0"]')?.focus()
  const pressed = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.key === "Escape") escape()
    else if (event.key === "ArrowDown") intoList()
    else return
    event.preventDefault()
  }
  useTypeAnywhere(pressed)
  return (
    <>
      {sessions.length > 1 && (
        <ListBar
          count={shown.length}
          total={sessions.length}
          grouped={grouped}
          onKeyDown={pressed}
          onSelect={() => pickedSessions.set(picked === null ? new Set() : null)}
        />
      )}
      <div
        ref={setScroller}
        className={cx(styles.scroller, "above-toast")}
        data-picking={picked !== null || undefined}
        onKeyDown={(event) => {
          const onCard = (event.target as HTMLElement).closest('[role="listitem"]') !== null
          if (onCard && event.key === "Escape") escape()
          if (onCard && event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            pickAll()
          }
        }}
      >
        <div>
          <Notes overview={overview} />
          {shown.length > 0 && scroller !== null && width > 0 && (
            <CardGrid
              sessions={shown}
              keyOf={keyOf}
              keys={keys}
              grouped={grouped}
              width={width}
              scroller={scroller}
              picked={picked}
              onPick={pick}
              onHold={hold}
              onRelease={release}
              onLeaveUp={focusSearch}
            />
          )}
          {shown.length === 0 && sessions.length > 0 && (
            <EmptyState
              art={<SearchX size={40} strokeWidth={1.5} />}
              title="No match"
              text={`No session has “${query.trim()}” in its name, account, region or role.`}
            >
              <Button onClick={() => sessionQuery.set("")}>Show all sessions</Button>
            </EmptyState>
          )}
          {query.trim() === "" && <KeysList overview={overview} />}
        </div>
      </div>
      <ManyBar sessions={sessions} keyOf={keyOf} onAll={pickAll} />
    </>
  )
}
