/** @file Reads whatever text pictures, the clipboard and files gave. One bad row never stops the others. */
import { AppError } from "../errors.ts"
import type { AppErrorData } from "../errors.ts"
import type { OtpEntry } from "./entry.ts"
import { isMigrationUri, readGoogleMigration } from "./google-migration.ts"
import type { MigrationPart } from "./google-migration.ts"
import { missingParts } from "./missing-parts.ts"
import type { MissingParts } from "./missing-parts.ts"
import { parseOtpauthUri } from "./parse-otpauth-uri.ts"
import { labelForMessages, nameForMessages } from "./safe-label.ts"

/** A row that cannot be used. */
export interface SkippedRow {
  /** Counts links and the entries inside Google's links, over all texts, from 1. */
  readonly row: number
  /** What the row called itself, never any part of a secret; "" where that is not to be had. */
  readonly label: string
  readonly error: AppErrorData
}

export interface TextsReading {
  readonly entries: OtpEntry[]
  readonly skipped: SkippedRow[]
  readonly missingParts: MissingParts | null
}

const LINK = /^["'`<]?\s*(?:otpauth|otpauth-migration|steam|motp|yaotp):/i

/**
 * Reads links: one a text, or one a line. A text without any link is one skipped row. The very same entry twice (a
 * code that stands in two pictures, an export scanned again) counts once. For the parts of a Google export, hand in
 * all the texts of one enrolment, those read earlier too.
 */
export function readTexts(texts: readonly string[]): TextsReading {
  const reading: TextsReading & { parts: MigrationPart[] } = {
    entries: [],
    skipped: [],
    missingParts: null,
    parts: [],
  }
  const seen = new Set<string>()
  let row = 0
  for (const link of texts.flatMap(linksOf)) {
    for (const found of readLink(link, reading.parts)) {
      row += 1
      if ("error" in found) {
        reading.skipped.push({ row, ...found })
        continue
      }
      const key = JSON.stringify(found.entry)
      if (!seen.has(key)) reading.entries.push(found.entry)
      seen.add(key)
    }
  }
  const { entries, skipped, parts } = reading
  return { entries, skipped, missingParts: missingParts(parts) }
}

type Found = { entry: OtpEntry } | { label: string; error: AppErrorData }

/** The rows to read: the lines that say something, or the whole text where none of them is a link. */
function linksOf(text: string): string[] {
  const lines = text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
  return lines.some((line) => LINK.test(line)) ? lines : [text]
}

function readLink(link: string, parts: MigrationPart[]): Found[] {
  try {
    if (!isMigrationUri(link)) return [{ entry: parseOtpauthUri(link) }]
    const { rows, part } = readGoogleMigration(link)
    parts.push(part)
    return rows.map((row) => ("entry" in row ? row : { label: nameForMessages(row.label), error: row.error }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [{ label: labelForMessages(link), error: error.data }]
  }
}
