import type { Severity } from "../../core/checkup/finding.ts"

/** The heading over findings of one severity. */
export const severityWords: Record<Severity, string> = {
  high: "Mend these first",
  medium: "Mend these soon",
  low: "Good to know",
}
