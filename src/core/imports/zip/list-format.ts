import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { isLink } from "../login-row.ts"
import { linkRow } from "../link-row.ts"
import { someRows, textIn } from "../reading.ts"
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
}

/** A format that is a ZIP with a list of links in it, one a line. */
export function zippedListFormat({ id, name: format, holds, isList }: ZippedList): ImportFormat {
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
      return someRows(linkRows(text, format), format)
    },
  }
}

/** Lines that are no links say nothing: headings, empty lines. */
function linkRows(text: string, format: string): ImportRow[] {
  const links = text.split(/[\r\n]+/).filter(isLink)
  if (links.length > MAX_LINKS) throw importError(format, "too-large")
  return links.map((link) => linkRow(link))
}
