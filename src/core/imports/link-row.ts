import type { OtpEntry } from "../otp/entry.ts"
import { MAX_URI_LENGTH, parseOtpauthUri } from "../otp/parse-otpauth-uri.ts"
import { labelForMessages } from "../otp/safe-label.ts"
import type { ImportRow } from "./format.ts"
import { keptLink } from "./kept-link.ts"
import { keptRow, rowOf } from "./rows.ts"

/**
 * A row of a link inside a file. Kinds that Keycard cannot compute are kept as they stand.
 * @param adjust adds what the file says beside the link
 */
export function linkRow(link: string, adjust: (entry: OtpEntry) => OtpEntry = (entry) => entry): ImportRow {
  const kept = keptLink(link)
  if (kept !== null) return keptRow(kept)
  // What is longer than any link is not searched for a label: that alone could take long.
  const label = link.length > MAX_URI_LENGTH ? "" : labelForMessages(link)
  return rowOf(label, () => adjust(parseOtpauthUri(link)))
}
