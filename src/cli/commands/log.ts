import { auditCsv, auditRow } from "../../core/audit/export.ts"
import { filterEvents, readSince } from "../../core/audit/filter.ts"
import { AppError } from "../../core/errors.ts"
import { auditWords } from "../../shared/words/audit.ts"
import type { Context } from "../context.ts"
import { isoTime, printable, table } from "../output.ts"

export interface LogOptions {
  profile?: string
  since?: string
  json?: boolean
  csv?: boolean
}

/** `keycard log`: what was issued when, to which profile and by what; oldest first. */
export async function auditLog(context: Context, options: LogOptions): Promise<void> {
  const { output, clock } = context
  const sinceMs = options.since === undefined ? undefined : readSince(options.since, clock.nowMs())
  if (sinceMs === null)
    throw new AppError({
      kind: "usage",
      message: "--since takes a time like 2026-03-01 or 2026-03-01T09:00Z, or how long ago, like 12h or 7d.",
    })
  const { events, unreadable } = await context.auditLog.read()
  const wanted = filterEvents(events, { profile: options.profile, sinceMs })
  if (unreadable > 0)
    output.words(`${unreadable} ${unreadable === 1 ? "line" : "lines"} of the log could not be read.`)
  if (options.json === true) output.json(wanted.map(auditRow))
  else if (options.csv === true) output.data(auditCsv(wanted).replace(/\r\n$/, "\r"))
  else if (wanted.length === 0) output.words("Nothing is in the log.")
  else
    output.data(
      table(
        wanted.map((event) => [
          isoTime(event.atMs),
          printable(event.profile ?? event.key ?? ""),
          auditWords(event, isoTime),
        ]),
      ),
    )
}
