const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" })
const units = [
  ["year", 365 * 86_400_000],
  ["month", 30 * 86_400_000],
  ["week", 7 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const

/** "3 days ago", in the largest unit that fits; "just now" within a minute. */
export function ago(atMs: number, nowMs: number): string {
  const pastMs = Math.max(0, nowMs - atMs)
  for (const [unit, ms] of units) {
    if (pastMs >= ms) return relative.format(-Math.floor(pastMs / ms), unit)
  }
  return "just now"
}
