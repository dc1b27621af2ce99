/** @file Times and durations in words. Pure: the present is an argument. */

const minuteMs = 60_000

/** What is left, as a person would say it: "3 h 12 min", "12 min", "40 s". */
export function leftWords(untilMs: number, nowMs: number): string {
  const ms = untilMs - nowMs
  if (ms <= 0) return "0 s"
  if (ms < 2 * minuteMs) return `${Math.ceil(ms / 1000)} s`
  return durationWords(Math.floor(ms / minuteMs) * 60)
}

/** A duration: "36 h", "1 h 30 min", "15 min". */
export function durationWords(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** A time of day; another day is named: "17:40", "tomorrow, 02:10", "24 Nov, 02:10". */
export function clockWords(atMs: number, nowMs: number, locale?: string): string {
  const at = new Date(atMs)
  const time = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })
  const days = Math.round((midnight(atMs) - midnight(nowMs)) / (24 * 60 * minuteMs))
  if (days === 0) return time
  if (days === 1) return `tomorrow, ${time}`
  if (days === -1) return `yesterday, ${time}`
  return `${at.toLocaleDateString(locale, { day: "numeric", month: "short" })}, ${time}`
}

function midnight(ms: number): number {
  const date = new Date(ms)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

/** How much of a session is left, from 0 to 1. */
export function shareLeft(issuedAtMs: number, expiresAtMs: number, nowMs: number): number {
  const wholeMs = Math.max(1, expiresAtMs - issuedAtMs)
  return Math.min(1, Math.max(0, (expiresAtMs - nowMs) / wholeMs))
}
