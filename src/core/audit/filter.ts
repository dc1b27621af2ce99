import type { AuditBy, AuditEvent, AuditWhat } from "./event.ts"

/** What of the log is wanted; what is left out does not matter. */
export interface AuditFilter {
  readonly profile?: string | undefined
  readonly key?: string | undefined
  readonly whats?: readonly AuditWhat[] | undefined
  readonly bys?: readonly AuditBy[] | undefined
  /** From this instant on, Unix time in milliseconds. */
  readonly sinceMs?: number | undefined
  /** Before this instant. */
  readonly untilMs?: number | undefined
  /** Stands in a name, an identity or a reason; small and capital letters are alike. */
  readonly text?: string | undefined
}

/** The events that a filter lets pass, in their order. */
export function filterEvents(events: readonly AuditEvent[], filter: AuditFilter): AuditEvent[] {
  const { profile, key, whats, bys, sinceMs = -Infinity, untilMs = Infinity } = filter
  const needle = filter.text?.trim().toLowerCase() ?? ""
  const says = ({ profile, key, arn, reason }: AuditEvent) =>
    [profile, key, arn, reason].some((text) => text?.toLowerCase().includes(needle) ?? false)
  return events.filter(
    (event) =>
      (profile === undefined || event.profile === profile) &&
      (key === undefined || event.key === key) &&
      (whats?.includes(event.what) ?? true) &&
      (bys?.includes(event.by) ?? true) &&
      event.atMs >= sinceMs &&
      event.atMs < untilMs &&
      (needle === "" || says(event)),
  )
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/**
 * An instant as people write it: `2026-03-01`, `2026-03-01T09:00Z` (UTC where no zone is given), or how long ago: `30m`,
 * `12h`, `7d`, `2w`.
 * @returns Unix time in milliseconds; null: neither.
 */
export function readSince(text: string, nowMs: number): number | null {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  if (count !== undefined && unit !== undefined)
    return nowMs - Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text)
  if (form === null) return null
  const zoned = text.length === 10 || form[1] !== undefined ? text : `${text}Z`
  const unixMs = Date.parse(zoned.replace(" ", "T"))
  return Number.isNaN(unixMs) ? null : unixMs
}
