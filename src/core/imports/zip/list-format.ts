import { textIn } from "../encoded.ts"
import type { ImportFormat } from "../format.ts"
import { importError } from "../import-error.ts"
import { isLink } from "../login-row.ts"
import { linesOf, linkRow } from "../link-rows.ts"
import { limited } from "../row-limit.ts"
import { zipNames } from "./directory.ts"
import { zipFiles } from "./files.ts"

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
      // Lines that are no links say nothing: headings, for one.
      const links = limited(linesOf(text).filter(isLink), format)
      if (links.length === 0) throw importError(format, without)
      return links.map((link) => linkRow(link))
    },
  }
}
