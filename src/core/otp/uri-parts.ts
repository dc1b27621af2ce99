/** @file Takes a link apart without judging it. Not with `URL`, which refuses or rewrites what is met in the wild:
 * bare parameters, raw spaces and `#` in a label, broken percent escapes. */

/** A link's raw parts. Nothing is percent-decoded but the names of the parameters. */
export interface UriParts {
  /** Lower case, without the colon. */
  readonly scheme: string
  /** What stands between `//` and the next slash or question mark. */
  readonly authority: string
  /** What stands between the slash after the authority and the first question mark. */
  readonly path: string
  /** By lower-case name, every value of it in order; a bare `name` has the value "". */
  readonly parameters: ReadonlyMap<string, readonly string[]>
}

const URI = /^([a-z][a-z0-9+.-]*):\/\/([^/?]*)(?:\/([^?]*))?(?:\?([\s\S]*))?$/i

/** `null` when this is no link of the form `scheme://authority/path?query`. */
export function uriParts(text: string): UriParts | null {
  const match = URI.exec(text)
  if (match === null) return null
  const [, scheme = "", authority = "", path = "", query = ""] = match
  return { scheme: scheme.toLowerCase(), authority, path, parameters: parametersOf(query) }
}

function parametersOf(query: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>()
  for (const piece of withoutFragment(query).split(/&(?:amp;)?/i)) {
    if (piece === "") continue
    const equals = piece.indexOf("=")
    const name = decodePercent(equals === -1 ? piece : piece.slice(0, equals))
      .trim()
      .toLowerCase()
    const values = parameters.get(name) ?? []
    values.push(equals === -1 ? "" : piece.slice(equals + 1))
    parameters.set(name, values)
  }
  return parameters
}

/** A `#` before further parameters was meant as a character (`issuer=C#&period=30`), one after them is a fragment. */
function withoutFragment(query: string): string {
  const last = query.lastIndexOf("#")
  return last === -1 || query.includes("&", last) ? query : query.slice(0, last)
}

/** Percent-decodes UTF-8; what is not well-formed (`100%`, `%c3%28`) stays as it stands. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
