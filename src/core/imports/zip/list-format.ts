import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { isLink } from "../login-row.ts"
import { linkRow } from "../link-row.ts"
import { textIn } from "../reading.ts"
import { zipNames } from "./directory.ts"
import { zipFiles } from "./files.ts"

/** More than anybody has; each costs time even where it is refused. */
const MAX_LINKS = 20_000

interface ZippedList {
  readonly id: string
  readonly name: string
  /** Whether these are the files of such a ZIP. */
  readonly holds: (names: readonly string[]) => boolean
  readonly isList: (name: string) => boolean
  /** What it is without a single link: this program's all the same, or perhaps another one's. */
  readonly without: "nothing" | "unknown-format"
}

/** A format that is a ZIP with a list of links in it, one a line. */
export function zippedListFormat({ id, name: format, holds, isList, without }: ZippedList): ImportFormat {
  return {
    id,
    name: format,
    recognise: ({ bytes }) => holds(zipNames(bytes)),
    read: async ({ bytes }, tools) => {
      const file = (await zipFiles(bytes, format)).find(({ name }) => isList(name))
      if (file === undefined) throw importError(format, "damaged")
      const text = textIn(await file.read(tools.password))
      if (text === null) throw importError(format, "damaged")
      tools.onStep({ step: "reading" })
      const rows = linkRows(text, format)
      if (rows.length === 0) throw importError(format, without)
      return rows
    },
  }
}

/** Lines that are no links say nothing: headings, empty lines. */
function linkRows(text: string, format: string): ImportRow[] {
  const links = text.split(/[\r\n]+/).filter(isLink)
  if (links.length > MAX_LINKS) throw importError(format, "too-large")
  return links.map((link) => linkRow(link))
}
