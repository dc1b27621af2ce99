import { type Finding, SEVERITIES, severityOf } from "../../core/checkup/finding.ts"
import { checkupWords, severityWords } from "../../shared/words/checkup.ts"
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
  const findings = await context.checkup({ key, offline })
  const nowMs = clock.nowMs()
  if (options.json === true) {
    output.json({ checkedAt: isoTime(nowMs), findings: findings.map((finding) => row(finding, nowMs)) })
    return
  }
  if (findings.length === 0) output.data("Nothing unsafe and nothing broken was found.")
  for (const severity of SEVERITIES) {
    const found = findings.filter((finding) => severityOf(finding) === severity)
    if (found.length > 0) output.data(`${severityWords[severity]}\n`)
    for (const finding of found) {
      const { what, why, todo } = checkupWords(finding, nowMs)
      output.data([what, `  ${why}`, `  → ${todo}`, ""].map(printable).join("\n"))
    }
  }
}

/** What a script gets: the words, and the finding's own fields. */
function row(finding: Finding, nowMs: number): object {
  const { id, ...data } = finding
  return { id, severity: severityOf(finding), ...checkupWords(finding, nowMs), data }
}
