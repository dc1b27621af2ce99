/** @file Finds in a page what belongs to one account: a row of a table, or a picture with the texts before it. */
import { isLink } from "../link-rows.ts"
import { parseMarkup } from "../parse-markup.ts"
import type { MarkupHandler } from "../parse-markup.ts"

export interface PageEntry {
  /** Links that stand in the page as text. */
  readonly links: string[]
  /** The bytes of pictures that the page holds itself. */
  readonly pictures: Uint8Array[]
  /** The first two texts: issuer and account in every known page. */
  readonly names: string[]
}

const PICTURE = /^\s*data:image\/(?:png|jpeg|jpg|gif|webp|bmp);base64,/i
/** A name is not longer; a text of that length would not be one. */
const MAX_TEXT_LENGTH = 5_000
const SILENT = new Set(["style", "script", "title", "head"])

/** All entries with a link or a picture, in the page's order; `null` for a page too deep to be one. */
export function entriesOfPage(html: string): PageEntry[] | null {
  const entries: PageEntry[] = []
  let entry = none()
  let rows = 0
  let silent = 0
  let pieces: string[] = []

  const endText = () => {
    const text = pieces.join("").trim()
    pieces = []
    if (text === "" || text.length > MAX_TEXT_LENGTH) return
    if (isLink(text)) {
      entry.links.push(text)
      if (rows === 0) endEntry()
    } else if (entry.names.length < 2) entry.names.push(text)
  }
  const endEntry = () => {
    if (entry.links.length > 0 || entry.pictures.length > 0) entries.push(entry)
    entry = none()
  }
  const handler: MarkupHandler = {
    onopentag(tag, { src }) {
      endText()
      if (SILENT.has(tag)) silent += 1
      if (tag === "tr") {
        endEntry()
        rows += 1
      }
      const picture = tag === "img" && src !== undefined ? pictureOf(src) : null
      if (picture === null) return
      entry.pictures.push(picture)
      if (rows === 0) endEntry()
    },
    ontext(piece) {
      if (silent === 0) pieces.push(piece)
    },
    onclosetag(tag) {
      endText()
      if (SILENT.has(tag)) silent -= 1
      if (tag !== "tr") return
      endEntry()
      rows -= 1
    },
  }
  if (!parseMarkup(html, handler, { xmlMode: false })) return null
  endText()
  endEntry()
  return entries
}

function none(): PageEntry {
  return { links: [], pictures: [], names: [] }
}

function pictureOf(src: string): Uint8Array | null {
  const head = PICTURE.exec(src)?.[0]
  return head === undefined ? null : Buffer.from(src.slice(head.length), "base64")
}
