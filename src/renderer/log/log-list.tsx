import { useRef } from "react"
import { useVirtualizer } from "@tanstack/react-virtual"
import type { AuditEventView } from "../../shared/ipc/insight-views.ts"
import { momentWords } from "../backup/backup-words.ts"
import { identityWords } from "../sessions/arn-words.ts"
import { Name } from "../ui/name.tsx"
import { useTimed } from "../ui/tick.ts"
import { byWords, detailWords, whatWords } from "./log-words.ts"
import styles from "./log.module.css"

const rowHeight = 52

/** The lines, newest first; only those on screen exist. */
export function LogList({ events }: { events: readonly AuditEventView[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const day = useTimed((nowMs) => new Date(nowMs).setHours(12, 0, 0, 0))
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never memoised
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  return (
    <div
      ref={scroller}
      role="table"
      aria-label="Log"
      aria-rowcount={events.length}
      className={styles.scroller}
      tabIndex={0}
    >
      <div role="rowgroup" className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const event = events[index]
          if (event === undefined) return null
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 1}
              className={styles.row}
              data-what={event.what}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span role="cell" className={styles.time}>
                <time
                  dateTime={new Date(event.atMs).toISOString()}
                  title={new Date(event.atMs).toLocaleString()}
                >
                  {momentWords(event.atMs, day)}
                </time>
              </span>
              <span role="cell" className={styles.who}>
                <span className={styles.profile}>
                  <Name>{event.profile ?? event.key ?? "–"}</Name>
                </span>
                <span className={styles.identity}>{event.arn === null ? "" : identityWords(event.arn)}</span>
              </span>
              <span role="cell" className={styles.what}>
                <span className={styles.word}>{whatWords[event.what]}</span>
                <span className={styles.detail}>{detailWords(event)}</span>
              </span>
              <span role="cell" className={styles.by}>
                {byWords[event.by]}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
