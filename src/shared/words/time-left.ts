/** @file What is left of a time, in words. Pure: the present is an argument. */

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
