import { isTextList } from "../vault/plain-values.ts"
import { cleanName } from "./names.ts"
import { decodePercent } from "./uri-parts.ts"
import type { UriParts } from "./uri-parts.ts"

const MAX_TAGS = 50
const MAX_TAG_LENGTH = 60
const MAX_NOTE_LENGTH = 2_000

/** Ente's `codeDisplay` parameter, as far as it is of use here. */
interface CodeDisplay {
  readonly tags: readonly string[]
  readonly note: string
}

/**
 * What some programs add to a link: andOTP's repeated `tags`, Ente's `codeDisplay`. A value that does not fit is left
 * out: it makes no code. Addresses of images are not read at all, nothing is ever fetched.
 */
export function uriExtras(uri: UriParts): { tags?: string[]; note?: string } {
  const display = displayOf(uri.parameters.get("codedisplay")?.[0])
  const tags = checkedTags([...(uri.parameters.get("tags") ?? []).map(decodePercent), ...display.tags])
  const note = display.note.trim()
  return {
    ...(tags.length > 0 && { tags }),
    ...(note !== "" && note.length <= MAX_NOTE_LENGTH && { note }),
  }
}

function displayOf(raw: string | undefined): CodeDisplay {
  const none: CodeDisplay = { tags: [], note: "" }
  if (raw === undefined) return none
  try {
    // Ente's own links write spaces as plus signs and plus signs as %2B.
    const display = JSON.parse(decodePercent(raw.replaceAll("+", " "))) as unknown
    if (typeof display !== "object" || display === null) return none
    const { tags, note } = display as { tags?: unknown; note?: unknown }
    return { tags: isTextList(tags) ? tags : none.tags, note: typeof note === "string" ? note : none.note }
  } catch {
    return none
  }
}

/** Tags that fit the vault's schema, each once. */
export function checkedTags(tags: readonly string[]): string[] {
  const clean = tags.map(cleanName).filter((tag) => tag !== "" && tag.length <= MAX_TAG_LENGTH)
  return [...new Set(clean)].slice(0, MAX_TAGS)
}
