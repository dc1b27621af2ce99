/** @file How much a text may be made of. Ten megabytes of the smallest pieces (`{},`, `<p>`, rows of one cell) cost seconds and
 * gigabytes to take apart, long before anybody can count its rows. */

/** 20,000 rows of 50 fields. */
export const MAX_PIECES = 1_000_000

/** What begins or parts a piece in JSON, markup, tables and lists, by its UTF-16 unit. */
const MARKS = new Set(Buffer.from("\t\n\r,;<[{"))

/** Whether it has more of {@link MARKS} than {@link MAX_PIECES}, wherever they stand: nothing is parsed. */
export function isOverfull(text: string): boolean {
  if (text.length <= MAX_PIECES) return false
  let left = MAX_PIECES
  for (let at = 0; at < text.length; at++) {
    if (MARKS.has(text.charCodeAt(at)) && --left < 0) return true
  }
  return false
}
