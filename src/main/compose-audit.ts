/** @file The log of what the window issues. A part of compose.ts. */
import { systemClock } from "../adapters/system/clock.ts"
import { type Audit, createAudit } from "../core/audit/audit.ts"
import type { AuditLog } from "../core/ports/audit-log.ts"

export function composeAudit(log: AuditLog, report: (message: string, cause: unknown) => void): Audit {
  return createAudit({
    log,
    clock: systemClock,
    by: "window",
    onFailure: (cause) => report("what is issued cannot be noted in audit.log", cause),
  })
}
