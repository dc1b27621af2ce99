/** @file The file in which an Android app keeps its preferences (`shared_prefs/*.xml`, android.content.SharedPreferences):
 * a flat `<map>` of named values. Only texts are of use here. Declarations of entities are passed over, so that no text can
 * grow beyond what stands in the file. */
import type { ImportInput } from "./format.ts"
import { parseMarkup } from "./parse-markup.ts"

/** So much is looked at to recognise the file: the declaration and a comment. */
const HEAD_LENGTH = 2_000

/** Whether it is such a file with a text of this name. Looks at the letters alone. */
export function hasPreference({ text, json }: ImportInput, name: string): boolean {
  if (text === null || json !== undefined) return false
  return /<map[\s>]/.test(text.slice(0, HEAD_LENGTH)) && text.includes(`name="${name}"`)
}

/** The texts by name, in the file's order; `null` when the file is cut off or no such file. */
export function readPreferences(text: string): Map<string, string> | null {
  const texts = new Map<string, string>()
  const at = { depth: 0, name: null as string | null, pieces: [] as string[], whole: false, wrong: false }
  const read = parseMarkup(
    text,
    {
      onopentag(tag, { name }) {
        at.depth += 1
        if (at.depth === 1 && tag !== "map") at.wrong = true
        if (at.depth === 2 && tag === "string" && name !== undefined) at.name = name
      },
      ontext(piece) {
        if (at.depth === 2 && at.name !== null) at.pieces.push(piece)
      },
      onclosetag(_tag, isImplied) {
        if (at.depth === 2 && at.name !== null) {
          texts.set(at.name, at.pieces.join(""))
          at.name = null
          at.pieces = []
        }
        at.depth -= 1
        if (at.depth === 0) at.whole = !isImplied
      },
    },
    { xmlMode: true },
  )
  return read && at.whole && !at.wrong ? texts : null
}
