/** @file Rows of links, as lists, pictures and pages give them. */
import { AppError } from "../errors.ts"
import { isMigrationUri, readGoogleMigration } from "../otp/google-migration.ts"
import type { MigrationPart } from "../otp/google-migration.ts"
import { missingParts } from "../otp/missing-parts.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { otpLink, readOtpLink } from "../otp/parse-otpauth-uri.ts"
import { labelForMessages, nameForMessages } from "../otp/safe-label.ts"
import type { ImportRow } from "./format.ts"
import { importError } from "./import-error.ts"
import { keptLink } from "./kept.ts"
import { MAX_ROWS } from "./row-limit.ts"
import { entryRow, keptRow, rowFrom } from "./rows.ts"

const LINK = /^["'`<]?\s*(?:otpauth|otpauth-migration|steam|motp|yaotp):/i

/** Whether a text begins as an authenticator's link does. */
export function isLink(text: string): boolean {
  return LINK.test(text)
}

/** The lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
}

export interface LinkReader {
  /** The rows of one link: several for Google's, none for one that was already read. */
  readonly read: (link: string) => ImportRow[]
  /** A skipped row that names the parts of a Google export that were not among the links; else none. */
  readonly missing: () => ImportRow[]
}

/**
 * Reads links one after the other. The very same link twice (one code in two pictures) counts once.
 * @param format the name for errors. @throws AppError `import` `too-many` over {@link MAX_ROWS}
 */
export function linkReader(format: string): LinkReader {
  const seen = new Set<string>()
  const parts: MigrationPart[] = []
  return {
    read(link) {
      if (seen.has(link)) return []
      seen.add(link)
      if (seen.size > MAX_ROWS) throw importError(format, "too-many")
      return rowsOfLink(link, parts)
    },
    missing() {
      const missing = missingParts(parts)
      return missing === null
        ? []
        : [{ kind: "skipped", label: "", error: { kind: "migration-parts", ...missing } }]
    },
  }
}

function rowsOfLink(link: string, parts: MigrationPart[]): ImportRow[] {
  if (!isMigrationUri(link)) return [linkRow(link)]
  try {
    const { rows, part } = readGoogleMigration(link)
    parts.push(part)
    return rows.map((row) =>
      "entry" in row
        ? entryRow(row.entry)
        : { kind: "skipped", label: nameForMessages(row.label), error: row.error },
    )
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [{ kind: "skipped", label: labelForMessages(link), error: error.data }]
  }
}

/**
 * A row of one link that is none of Google's. Kinds that Keycard cannot compute are kept as they stand.
 * @param adjust adds what a file says beside the link
 */
export function linkRow(text: string, adjust: (entry: OtpEntry) => OtpEntry = (entry) => entry): ImportRow {
  const link = otpLink(text)
  const kept = keptLink(link)
  if (kept !== null) return keptRow(kept)
  return rowFrom(
    () => labelForMessages(text),
    () => entryRow(adjust(readOtpLink(link))),
  )
}
