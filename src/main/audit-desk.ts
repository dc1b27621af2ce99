/** @file The log of what was issued, for the window: filtered, newest first, and exported. */
import { auditCsv, auditJsonLines } from "../core/audit/export.ts"
import { filterEvents, type AuditFilter } from "../core/audit/filter.ts"
import type { AuditLog } from "../core/ports/audit-log.ts"
import type { BackupFiles } from "../core/ports/backup-files.ts"
import type { Request, Response } from "../shared/ipc/contract.ts"
import { MOST_EVENTS, type AuditFilterView, type AuditPage } from "../shared/ipc/insight-views.ts"
import type { FileDialogs } from "./file-dialogs.ts"

export interface AuditDesk {
  read(filter: AuditFilterView): Promise<AuditPage>
  exportTo(request: Request<"audit:export">): Promise<Response<"audit:export">>
}

export interface AuditDeskDeps {
  readonly log: Pick<AuditLog, "read">
  readonly path: string
  readonly files: Pick<BackupFiles, "write">
  readonly dialogs: Pick<FileDialogs, "save">
  readonly nowMs: () => number
}

export function createAuditDesk({ log, path, files, dialogs, nowMs }: AuditDeskDeps): AuditDesk {
  return {
    async read(filter) {
      const { events, unreadable } = await log.read()
      const matching = filterEvents(events, wanted(filter))
      const profiles = new Set(events.flatMap(({ profile }) => (profile === null ? [] : [profile])))
      return {
        events: matching.slice(-MOST_EVENTS).reverse(),
        matching: matching.length,
        total: events.length,
        unreadable,
        profiles: [...profiles].sort((a, b) => a.localeCompare(b, "en")),
        path,
      }
    },
    async exportTo({ filter, as }) {
      const day = new Date(nowMs()).toISOString().slice(0, 10)
      const title = "Export the log"
      const target = await dialogs.save({ name: `keycard-log-${day}.${as}`, ending: as, title })
      if (target === null) return { saved: null }
      const { events } = await log.read()
      const matching = filterEvents(events, wanted(filter))
      const text = as === "csv" ? auditCsv(matching) : auditJsonLines(matching)
      await files.write(target, Buffer.from(text, "utf8"), { replace: true })
      return { saved: { path: target, events: matching.length } }
    },
  }
}

function wanted({ profile, what, by, sinceMs, untilMs, text }: AuditFilterView): AuditFilter {
  return {
    profile: profile ?? undefined,
    whats: what === null ? undefined : [what],
    bys: by === null ? undefined : [by],
    sinceMs: sinceMs ?? undefined,
    untilMs: untilMs ?? undefined,
    text,
  }
}
