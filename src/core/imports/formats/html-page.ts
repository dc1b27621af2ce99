/** @file Printable pages: Stratum's (the link in `<code>`), Aegis's and Ente's (a picture of its QR code, names around it),
 * Keycard's own. Nothing of a page is run or fetched; only pictures that stand in the page itself are looked at. */
import { AppError } from "../../errors.ts"
import { nameForMessages } from "../../otp/safe-label.ts"
import type { ImportFormat, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { entriesOfPage } from "../html/page-entries.ts"
import type { PageEntry } from "../html/page-entries.ts"
import { isLink, linesOf, linkReader } from "../link-rows.ts"

const NAME = "HTML page"
/** So much is looked at to recognise a page. */
const HEAD_LENGTH = 2_000
/** Each takes some milliseconds to look at. */
export const MAX_PICTURES = 2_000

export const htmlPage: ImportFormat = {
  id: "html",
  name: NAME,
  recognise: ({ text }) =>
    text !== null &&
    /^\s*(?:<!--[^>]*>\s*)?<(?:!doctype\s+html|html)[\s>]/i.test(text.slice(0, HEAD_LENGTH)) &&
    /(?:otpauth|otpauth-migration|motp|steam):\/\/|data:image\//i.test(text),
  async read({ text }, tools) {
    const entries = entriesOfPage(text ?? "")
    if (entries === null) throw importError(NAME, "damaged")
    const total = entries.reduce(
      (sum, { links, pictures }) => sum + (links.length > 0 ? 0 : pictures.length),
      0,
    )
    if (total > MAX_PICTURES) throw importError(NAME, "too-large")
    const reader = linkReader(NAME)
    const rows: ImportRow[] = []
    let done = 0
    for (const entry of entries) {
      if (entry.links.length > 0) {
        rows.push(...entry.links.flatMap((link) => reader.read(link)))
        continue
      }
      tools.onStep({ step: "decoding-pictures", done, total })
      const links = await linksOfPictures(entry, tools)
      done += entry.pictures.length
      if (links instanceof AppError) rows.push(unread(entry, links))
      else rows.push(...links.flatMap((link) => reader.read(link)))
    }
    rows.push(...reader.missing())
    if (rows.length === 0) throw importError(NAME, "nothing")
    return rows
  },
}

/** The links of an entry's pictures, or why there are none: an issuer's mark beside the code does not matter. */
async function linksOfPictures(
  { pictures }: PageEntry,
  { readPicture }: ImportTools,
): Promise<string[] | AppError> {
  let failure = new AppError({ kind: "picture", problem: "no-code" })
  const links: string[] = []
  for (const picture of pictures) {
    try {
      const lines = (await readPicture(picture)).flatMap(linesOf)
      if (lines.length > 0) failure = new AppError({ kind: "picture", problem: "no-otp-code" })
      links.push(...lines.filter(isLink))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      failure = error
    }
  }
  return links.length > 0 ? links : failure
}

function unread({ names }: PageEntry, { data }: AppError): ImportRow {
  return { kind: "skipped", label: nameForMessages(names.join(": ")), error: data }
}
