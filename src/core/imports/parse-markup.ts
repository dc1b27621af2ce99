import { Parser } from "htmlparser2"
import type { Handler } from "htmlparser2"

/** Deeper than any page or preference file; the parser's work grows with the square of the depth. */
const MAX_DEPTH = 500
/** UTF-16 units. Between two pieces is where the depth is looked at. */
const PIECE_LENGTH = 4_096

/** What happens, in order; a text may come in several pieces. */
export type MarkupHandler = Required<Pick<Handler, "onopentag" | "ontext" | "onclosetag">>

/**
 * Parses HTML, or XML without declarations of entities.
 * @returns false when it is nested too deeply: parsing stopped there
 */
export function parseMarkup(text: string, handler: MarkupHandler, options: { xmlMode: boolean }): boolean {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(...tag) {
        depth += 1
        handler.onopentag(...tag)
      },
      ontext(piece) {
        handler.ontext(piece)
      },
      onclosetag(...tag) {
        depth -= 1
        handler.onclosetag(...tag)
      },
    },
    { ...options, decodeEntities: true },
  )
  for (let at = 0; at < text.length; at += PIECE_LENGTH) {
    parser.write(text.slice(at, at + PIECE_LENGTH))
    if (depth > MAX_DEPTH) return false
  }
  parser.end()
  return true
}
