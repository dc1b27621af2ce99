import { codeKey } from "../otp/code-key.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { foldName } from "../otp/names.ts"
import type { NumberedRow } from "./format.ts"

type EntryRow = NumberedRow & { readonly kind: "entry" }

/**
 * What makes the same codes under the same name counts once: some programs write what lies in their trash beside what
 * took its place, and one picture may stand in a file twice. The first one stays, unless it lay in the trash and a
 * later one did not; of counters the highest is the one to go on with. One secret under two names is two rows: which
 * name can go is for the person to say.
 */
export function eachOnce(rows: readonly NumberedRow[]): { rows: NumberedRow[]; duplicates: number } {
  const places = new Map<string, number>()
  const once: NumberedRow[] = []
  for (const row of rows) {
    if (row.kind === "skipped") {
      once.push(row)
      continue
    }
    const key = row.kind === "kept" ? `kept/${row.kept.uri}` : entryKey(row.entry)
    const place = places.get(key)
    const first = place === undefined ? undefined : once[place]
    if (place === undefined || first === undefined) {
      places.set(key, once.length)
      once.push(row)
    } else if (row.kind === "entry" && first.kind === "entry") {
      once[place] = merged(first, row)
    }
  }
  return { rows: once, duplicates: rows.length - once.length }
}

function entryKey(entry: OtpEntry): string {
  // No name holds a control character.
  return `${codeKey(entry)}\n${foldName(entry.issuer)}\n${foldName(entry.account)}`
}

function merged(first: EntryRow, second: EntryRow): EntryRow {
  const counter = Math.max(first.entry.counter, second.entry.counter)
  const stays = first.entry.trashed === true && second.entry.trashed !== true ? second : first
  return { ...stays, entry: { ...stays.entry, counter } }
}
