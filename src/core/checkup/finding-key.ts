import { createHash } from "node:crypto"
import type { Finding } from "./finding.ts"

/** Fields that change while the finding stays the same: what grows with time, and where a line stands. */
const PASSING: ReadonlySet<string> = new Set([
  "ageDays",
  "unusedDays",
  "days",
  "times",
  "offsetMs",
  "line",
  "checked",
  "count",
  "error",
])

/**
 * Names a finding from one check-up to the next, so that what a person has accepted stays accepted.
 * @returns SHA-256 in hex: names and paths of a machine do not go into vault.json with it
 */
export function findingKey(finding: Finding): string {
  const lasting = Object.entries(finding)
    .filter(([field]) => !PASSING.has(field))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash("sha256").update(JSON.stringify(lasting)).digest("hex")
}
