/** @file Lists of links, one a line, and single links: the text exports of Aegis, Stratum, FreeOTP+, OTPClient, Ente
 * (as far as a link holds no more than a code), and Google's `otpauth-migration:` links, whose parts may stand on
 * several lines. Key URI Format of google-authenticator's wiki. */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { isLink, linesOf, linkReader } from "../link-rows.ts"

const NAME = "List of links"
/** So much is looked at to recognise a list. */
const HEAD_LENGTH = 20_000

export const linkList: ImportFormat = {
  id: "links",
  name: NAME,
  recognise({ text, json }) {
    if (text === null || json !== undefined) return false
    const lines = linesOf(text.slice(0, HEAD_LENGTH))
    // A heading or a stray line does not make it another kind of file; a page or a table with one link in it is one.
    return lines.length > 0 && lines.filter(isLink).length * 2 > lines.length
  },
  read: async ({ text }) => Promise.resolve(rowsOf(text ?? "")),
}

function rowsOf(text: string): ImportRow[] {
  const reader = linkReader(NAME)
  const rows = linesOf(text).flatMap((line) => reader.read(line))
  rows.push(...reader.missing())
  if (rows.length === 0) throw importError(NAME, "nothing")
  return rows
}
