/** @file One event, one line of JSON: `{"v":1,"at":"2026-03-01T09:12:30.123Z","what":"issued","by":"window",...}`. */
import { AUDIT_BYS, AUDIT_WHATS } from "./event.ts"
import type { AuditEvent } from "./event.ts"

/** The most characters of one text in a line. */
const MAX_TEXT = 300
/** Longer lines are nobody's: an event has four texts. */
export const MAX_LINE = 4_096

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

const clean = (text: string | null) => text?.replace(CONTROLS, "\uFFFD").slice(0, MAX_TEXT)
const time = (unixMs: number) => new Date(unixMs).toISOString()

/** The line of an event, without its end. What is null is left out. */
export function formatLine(event: AuditEvent): string {
  const { atMs, what, by, profile, key, arn, expiresAtMs, reason } = event
  return JSON.stringify({
    v: 1,
    at: time(atMs),
    what,
    by,
    profile: clean(profile),
    key: clean(key),
    arn: clean(arn),
    expiresAt: expiresAtMs === null ? undefined : time(expiresAtMs),
    reason: clean(reason),
  })
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((candidate) => candidate === value)

/** Milliseconds; null: none; undefined: not a time. */
function readTime(value: unknown): number | null | undefined {
  if (value === undefined) return null
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return undefined
  const unixMs = Date.parse(value)
  return Number.isNaN(unixMs) ? undefined : unixMs
}

/** The text; null: none; undefined: not a text that {@link formatLine} writes. */
function readText(value: unknown): string | null | undefined {
  if (value === undefined) return null
  if (typeof value !== "string" || value.length > MAX_TEXT || clean(value) !== value) return undefined
  return value
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** @returns null for a line that is torn, damaged, or of a newer Keycard: it is passed over. */
export function parseLine(line: string): AuditEvent | null {
  const raw = line.length > MAX_LINE ? null : parseObject(line)
  if (raw?.v !== 1) return null
  const atMs = readTime(raw.at)
  const what = oneOf(AUDIT_WHATS, raw.what)
  const by = oneOf(AUDIT_BYS, raw.by)
  const [profile, key, arn, reason] = [raw.profile, raw.key, raw.arn, raw.reason].map(readText)
  const expiresAtMs = readTime(raw.expiresAt)
  if (atMs === null || atMs === undefined || what === undefined || by === undefined) return null
  if (profile === undefined || key === undefined || arn === undefined || reason === undefined) return null
  if (expiresAtMs === undefined) return null
  return { atMs, what, by, profile, key, arn, expiresAtMs, reason }
}

/** The events of a file's text, in its order, and how many lines were passed over. Empty lines do not count. */
export function parseLines(text: string): { events: AuditEvent[]; unreadable: number } {
  const events: AuditEvent[] = []
  let unreadable = 0
  for (const line of text.split("\n")) {
    if (line === "") continue
    const event = parseLine(line)
    if (event === null) unreadable += 1
    else events.push(event)
  }
  return { events, unreadable }
}
