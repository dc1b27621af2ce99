import { findingKey } from "../../core/checkup/finding-key.ts"
import { type Finding, type FindingId, type Severity, severityOf } from "../../core/checkup/finding.ts"
import { checkupWords, type CheckupWords } from "./checkup.ts"

/** A finding as it is printed: its words, and its own fields. */
export interface CheckupRow extends CheckupWords {
  readonly id: FindingId
  readonly severity: Severity
  /** A person has said that this is as it should be. */
  readonly accepted: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/** @param accepted keys of {@link findingKey} */
export function checkupRow(finding: Finding, accepted: ReadonlySet<string>, nowMs: number): CheckupRow {
  const { id, ...data } = finding
  return {
    id,
    severity: severityOf(finding),
    ...checkupWords(finding, nowMs),
    accepted: accepted.has(findingKey(finding)),
    data,
  }
}
