/** @file The log in forms that other programs read. Times are ISO 8601 in UTC, to the second. */
import type { AuditEvent } from "./event.ts"

/** An event as it is printed: every field there, null where there is nothing. */
export interface AuditRow {
  readonly at: string
  readonly what: string
  readonly by: string
  readonly profile: string | null
  readonly key: string | null
  readonly arn: string | null
  readonly expiresAt: string | null
  readonly reason: string | null
}

const time = (unixMs: number) => new Date(unixMs).toISOString().replace(/\.\d{3}Z$/, "Z")

export function auditRow({ atMs, expiresAtMs, what, by, profile, key, arn, reason }: AuditEvent): AuditRow {
  const expiresAt = expiresAtMs === null ? null : time(expiresAtMs)
  return { at: time(atMs), what, by, profile, key, arn, expiresAt, reason }
}

const COLUMNS = ["at", "what", "by", "profile", "key", "arn", "expiresAt", "reason"] as const

/** RFC 4180; what a spreadsheet would take for a formula is made text by a leading apostrophe. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** CSV with a header line, lines ended by CR LF (RFC 4180). */
export function auditCsv(events: readonly AuditEvent[]): string {
  const rows = events.map(auditRow)
  const lines = [
    COLUMNS.join(","),
    ...rows.map((row) => COLUMNS.map((name) => cell(row[name] ?? "")).join(",")),
  ]
  return lines.map((line) => `${line}\r\n`).join("")
}

/** A JSON array of {@link AuditRow}, indented by two. */
export function auditJson(events: readonly AuditEvent[]): string {
  return `${JSON.stringify(events.map(auditRow), null, 2)}\n`
}

/** JSON Lines: one {@link AuditRow} a line, each ended by LF. */
export function auditJsonLines(events: readonly AuditEvent[]): string {
  return events.map((event) => `${JSON.stringify(auditRow(event))}\n`).join("")
}
