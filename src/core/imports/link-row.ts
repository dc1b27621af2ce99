import { AppError } from "../errors.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { parseOtpauthUri } from "../otp/parse-otpauth-uri.ts"
import { labelForMessages } from "../otp/safe-label.ts"
import type { ImportRow } from "./format.ts"
import { keptLink } from "./kept.ts"
import { keptRow, rowOf } from "./rows.ts"

/**
 * A row of a link inside a file. Kinds that Keycard cannot compute are kept as they stand.
 * @param adjust adds what the file says beside the link
 */
export function linkRow(link: string, adjust: (entry: OtpEntry) => OtpEntry = (entry) => entry): ImportRow {
  const row = rowOf(labelForMessages(link), () => adjust(parseOtpauthUri(link)))
  if (row.kind !== "skipped" || row.error.kind !== "otp" || row.error.problem !== "unsupported") return row
  const kept = keptUnlessRefused(link)
  return kept === null ? row : keptRow(kept)
}

function keptUnlessRefused(link: string) {
  try {
    return keptLink(link)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
