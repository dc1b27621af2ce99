import { useCallback, useEffect, useMemo, useState } from "react"
import { Download, ScrollText, SearchX } from "lucide-react"
import type { AppErrorData } from "../../core/errors.ts"
import type { AuditEventView, AuditFilterView, AuditPage } from "../../shared/ipc/insight-views.ts"
import { call, errorOf, on } from "../api.ts"
import { counted } from "../backup/backup-words.ts"
import { logProfile } from "../sessions/sessions-state.ts"
import { Button } from "../ui/button.tsx"
import { cx } from "../ui/cx.ts"
import { EmptyState } from "../ui/empty-state.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { Menu } from "../ui/menu.tsx"
import { toast } from "../ui/toast.tsx"
import { useAction } from "../ui/use-action.ts"
import { useTimed } from "../ui/tick.ts"
import { LogFilters } from "./log-filters.tsx"
import { LogList } from "./log-list.tsx"
import { isFiltered, sinceOf, type Period } from "./log-words.ts"
import styles from "./log.module.css"

export interface Asked {
  readonly profile: string | null
  readonly what: AuditEventView["what"] | null
  readonly by: AuditEventView["by"] | null
  readonly period: Period
  readonly text: string
}

const all: Asked = { profile: null, what: null, by: null, period: "all", text: "" }
/** Between two keys one does not ask main. */
const restMs = 150

/** What was issued when, to which profile and by what. */
export function LogPage() {
  const [asked, setAsked] = useState<Asked>(() => ({ ...all, profile: logProfile.get() }))
  const [page, setPage] = useState<AuditPage | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const [menu, openMenu] = useState<{ x: number; y: number } | null>(null)
  const day = useTimed((nowMs) => new Date(nowMs).setHours(0, 0, 0, 0))
  const filter = useMemo((): AuditFilterView => {
    const { period, ...rest } = asked
    return { ...rest, sinceMs: sinceOf(period, day), untilMs: null }
  }, [asked, day])
  const read = useCallback(() => {
    call("audit:read", filter).then(
      (next) => {
        setPage(next)
        setError(null)
      },
      (thrown: unknown) => setError(errorOf(thrown)),
    )
  }, [filter])
  useEffect(() => {
    const timer = window.setTimeout(read, restMs)
    return () => window.clearTimeout(timer)
  }, [read])
  // Something may have been issued.
  useEffect(() => on("aws:changed", read), [read])
  useEffect(() => () => logProfile.set(null), [])
  const save = useAction(async (as: "jsonl" | "csv") => {
    const { saved } = await call("audit:export", { filter, as })
    if (saved !== null) toast(`${counted(saved.events, "line")} saved: ${saved.path}`)
  })
  if (page === null) return error === null ? null : <Failed error={error} />
  if (page.total === 0) {
    return (
      <EmptyState
        art={<ScrollText size={56} strokeWidth={1.2} />}
        title="Nothing was issued yet"
        text="Each session that AWS gives, renews or refuses gets a line here: when, to which profile, for whom. Never a secret."
      />
    )
  }
  const failed = error ?? save.error
  return (
    <div className={cx(styles.place, "above-toast")}>
      <LogFilters asked={asked} profiles={page.profiles} onChange={setAsked} />
      <div className={styles.head}>
        <p className={styles.count} role="status">
          {isFiltered(filter)
            ? `${page.matching.toLocaleString("en")} of ${counted(page.total, "line")}`
            : counted(page.total, "line")}
          {page.matching > page.events.length &&
            `, the newest ${page.events.length.toLocaleString("en")} shown`}
          {page.unreadable > 0 && `. ${counted(page.unreadable, "line")} could not be read.`}
        </p>
        <Button
          size="small"
          look="quiet"
          icon={<Download />}
          busy={save.busy}
          disabled={page.matching === 0}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            openMenu({ x: box.right, y: box.bottom + 4 })
          }}
        >
          Export
        </Button>
      </div>
      {failed !== null && (
        <div className={styles.failed}>
          <ErrorNote error={failed} />
        </div>
      )}
      {page.events.length === 0 ? (
        <div className={styles.none}>
          <EmptyState
            art={<SearchX size={40} strokeWidth={1.5} />}
            title="No match"
            text="No line of the log fits what is asked for."
          >
            <Button onClick={() => setAsked(all)}>Show all</Button>
          </EmptyState>
        </div>
      ) : (
        <LogList events={page.events} />
      )}
      <p className={styles.bound}>
        The log holds no secret and stays on this computer, in{" "}
        <code className={styles.path}>{page.path}</code>. It takes 4 MB at most, some 20,000 lines; then the
        oldest go.
      </p>
      {menu !== null && (
        <Menu
          label="Export"
          at={menu}
          onClose={() => openMenu(null)}
          items={[
            { label: "As a table (CSV)", icon: <Download />, run: () => void save.run("csv") },
            { label: "As JSON lines", icon: <Download />, run: () => void save.run("jsonl") },
          ]}
        />
      )}
    </div>
  )
}

function Failed({ error }: { error: AppErrorData }) {
  return (
    <div className={styles.failed}>
      <ErrorNote error={error} />
    </div>
  )
}
