/** @file Times and durations in words. Pure: the present is an argument. */

const minuteMs = 60_000

export { durationWords, leftWords } from "../../shared/words/time-left.ts"

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
