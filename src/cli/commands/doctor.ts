import { acceptedKeys } from "../../core/checkup/accepted.ts"
import { findingKey } from "../../core/checkup/finding-key.ts"
import { SEVERITIES, severityOf } from "../../core/checkup/finding.ts"
import type { KeySight } from "../../core/checkup/look-at-account.ts"
import { AppError } from "../../core/errors.ts"
import { checkupRow } from "../../shared/words/checkup-row.ts"
import { checkupWords } from "../../shared/words/checkup.ts"
import { severityWords } from "../../shared/words/severity.ts"
import { sightLine } from "../../shared/words/key-sight.ts"
import type { Context } from "../context.ts"
import { isoTime, printable } from "../output.ts"

export interface DoctorOptions {
  key?: string
  offline?: boolean
  json?: boolean
}

/** `keycard doctor`: what is unsafe or broken, worst first, and how to mend it. Findings are no failure. */
export async function doctor(context: Context, options: DoctorOptions): Promise<void> {
  const { output, clock } = context
  output.status("Looking around…")
  const { key, offline } = options
  const sights: KeySight[] = []
  const findings = await context.checkup({ key, offline, onSight: (sight) => sights.push(sight) })
  const accepted = await readAccepted(context)
  const nowMs = clock.nowMs()
  if (options.json === true) {
    const rows = findings.map((finding) => checkupRow(finding, accepted, nowMs))
    output.json({ checkedAt: isoTime(nowMs), findings: rows, keys: sights })
    return
  }
  const open = findings.filter((finding) => !accepted.has(findingKey(finding)))
  if (open.length === 0) output.data("Nothing unsafe and nothing broken was found.")
  for (const severity of SEVERITIES) {
    const found = open.filter((finding) => severityOf(finding) === severity)
    if (found.length > 0) output.data(`${severityWords[severity]}\n`)
    for (const finding of found) {
      const { what, why, todo } = checkupWords(finding, nowMs)
      output.data([what, `  ${why}`, `  → ${todo}`, ""].map(printable).join("\n"))
    }
  }
  for (const sight of sights) output.words(printable(sightLine(sight)))
  const left = findings.length - open.length
  if (left > 0)
    output.words(
      `${left} ${left === 1 ? "finding" : "findings"} that you accepted in the window ${left === 1 ? "is" : "are"} left out; --json has all.`,
    )
}

/** A vault that cannot be read is a finding of its own. */
async function readAccepted({ index }: Context): Promise<ReadonlySet<string>> {
  try {
    return acceptedKeys((await index.read()).checkup)
  } catch (error) {
    if (error instanceof AppError) return new Set()
    throw error
  }
}
