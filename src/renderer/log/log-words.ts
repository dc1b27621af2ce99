/** @file The log's lines in words, and its times as choices. Pure. */
import type { AuditEventView, AuditFilterView } from "../../shared/ipc/insight-views.ts"
import { auditReasonWords } from "../../shared/words/audit-reason.ts"
import { clockWords } from "../sessions/time-words.ts"

const dayMs = 86_400_000

export const whatWords: Record<AuditEventView["what"], string> = {
  issued: "Issued by AWS",
  written: "Written to the file",
  "handed-out": "Handed out",
  stopped: "Stopped",
  refused: "Refused",
  "console-link": "Console link made",
  "key-added": "Key added",
  "key-removed": "Key removed",
  "key-rotated": "Key rotated",
  "key-deactivated": "Old key made inactive",
  "key-deleted": "Key deleted at AWS",
  "key-rolled-back": "Key put back",
  "mfa-enrolled": "MFA device set up",
  "mfa-resynced": "MFA device in step again",
  "mfa-removed": "MFA device removed",
  "signed-in": "Signed in",
  "signed-out": "Signed out",
}

export const byWords: Record<AuditEventView["by"], string> = {
  window: "Window",
  "command-line": "Command line",
  "credential-process": "An AWS tool",
  exec: "keycard exec",
  renewal: "By itself",
}

export type Period = "all" | "today" | "week" | "month"

export const periods: readonly { value: Period; label: string }[] = [
  { value: "all", label: "All times" },
  { value: "today", label: "Today" },
  { value: "week", label: "Last 7 days" },
  { value: "month", label: "Last 30 days" },
]

/** From when on; null: from the beginning. Today begins at midnight here. */
export function sinceOf(period: Period, nowMs: number): number | null {
  switch (period) {
    case "all":
      return null
    case "today":
      return new Date(nowMs).setHours(0, 0, 0, 0)
    case "week":
      return nowMs - 7 * dayMs
    case "month":
      return nowMs - 30 * dayMs
  }
}

/** What stands beside an event: till when it holds, or why it was refused. */
export function detailWords({ what, expiresAtMs, reason, atMs }: AuditEventView, locale?: string): string {
  if (what === "refused") return reason === null ? "" : auditReasonWords(reason)
  return expiresAtMs === null ? "" : `valid until ${clockWords(expiresAtMs, atMs, locale)}`
}

/** Whether anything is filtered away. */
export function isFiltered({ profile, what, by, sinceMs, untilMs, text }: AuditFilterView): boolean {
  return (
    profile !== null ||
    what !== null ||
    by !== null ||
    sinceMs !== null ||
    untilMs !== null ||
    text.trim() !== ""
  )
}
