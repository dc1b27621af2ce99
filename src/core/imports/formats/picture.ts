/** @file Pictures of QR codes: a site's, an authenticator's, or one or more parts of Google Authenticator's export. */
import { AppError } from "../../errors.ts"
import type { ImportFormat, ImportInput } from "../format.ts"
import { linesOf, isLink, linkReader } from "../link-rows.ts"

const NAME = "Picture"

export const picture: ImportFormat = {
  id: "picture",
  name: NAME,
  recognise: ({ bytes, text }: ImportInput) => isPicture(bytes, text),
  async read({ bytes }, { readPicture, onStep }) {
    onStep({ step: "decoding-pictures", done: 0, total: 1 })
    const texts = await readPicture(bytes)
    onStep({ step: "decoding-pictures", done: 1, total: 1 })
    if (texts.length === 0) throw new AppError({ kind: "picture", problem: "no-code" })
    const lines = texts.flatMap(linesOf)
    if (!lines.some(isLink)) throw new AppError({ kind: "picture", problem: "no-otp-code" })
    const reader = linkReader(NAME)
    return [...lines.flatMap((line) => reader.read(line)), ...reader.missing()]
  },
}

/** PNG, JPEG, GIF, WebP and BMP by their first bytes. */
export function isPicture(bytes: Uint8Array, text: string | null = null): boolean {
  const starts = (at: number, ascii: string) =>
    Array.from(ascii).every((letter, index) => bytes[at + index] === letter.charCodeAt(0))
  if (starts(0, "\u0089PNG\r\n\u001a\n") || starts(0, "\u00ff\u00d8\u00ff")) return true
  if (starts(0, "GIF87a") || starts(0, "GIF89a")) return true
  if (starts(0, "RIFF") && starts(8, "WEBP")) return true
  // "BM" begins words too; a BMP file has zeros where a text has letters.
  return starts(0, "BM") && starts(6, "\0\0\0\0") && (text === null || text.includes("\0"))
}
