import type { AuditLog } from "../ports/audit-log.ts"
import type { Clock } from "../ports/clock.ts"
import type { AuditBy, AuditNote } from "./event.ts"

/** Takes notes of what was issued. */
export interface Audit {
  /** Never rejects: what cannot be noted is no reason not to issue. */
  note(note: AuditNote): Promise<void>
}

export interface AuditDeps {
  readonly log: Pick<AuditLog, "append">
  readonly clock: Pick<Clock, "nowMs">
  /** Who asks where a note does not say so. */
  readonly by: AuditBy
  /** Told of the first failure of this process, and of no other. */
  readonly onFailure: (cause: unknown) => void
}

/** @returns what writes notes into the log, and says once when that fails. */
export function createAudit({ log, clock, by, onFailure }: AuditDeps): Audit {
  let failed = false
  return {
    async note(note) {
      const { profile = null, key = null, arn = null, expiresAtMs = null, reason = null } = note
      try {
        await log.append({
          atMs: clock.nowMs(),
          what: note.what,
          by: note.by ?? by,
          ...{ profile, key, arn, expiresAtMs, reason },
        })
      } catch (cause) {
        if (!failed) onFailure(cause)
        failed = true
      }
    },
  }
}

/** Keeps no log. */
export const noAudit: Audit = { note: () => Promise.resolve() }
