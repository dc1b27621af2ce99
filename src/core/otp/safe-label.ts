import { cleanName, MAX_NAME_LENGTH } from "./names.ts"
import { MAX_URI_LENGTH, unwrapped } from "./parse-otpauth-uri.ts"
import { decodePercent, uriParts } from "./uri-parts.ts"

/** What a refused link called itself, for a list of what was skipped; "" wherever a secret could be in it. */
export function labelForMessages(link: string): string {
  // What is longer than any link is not searched: many secrets in a long label take minutes.
  if (link.length > MAX_URI_LENGTH) return ""
  const uri = uriParts(unwrapped(link))
  if (uri?.scheme !== "otpauth") return ""
  const label = decodePercent(uri.path)
  const secrets = uri.parameters.get("secret") ?? []
  const leaks = secrets.map(bare).some((secret) => secret !== "" && bare(label).includes(secret))
  return leaks ? "" : nameForMessages(label)
}

/** Sixteen symbols of base32 in a row, or four groups of four: most secrets of sites are at least that. */
const COULD_BE_SECRET = /[A-Z2-7]{16}|(?:[A-Z2-7]{4}[ _-]){3}[A-Z2-7]{4}/i

/** As a name for messages: cut to its length; "" when it speaks of a secret or could be one. */
export function nameForMessages(text: string): string {
  const name = cleanName(text)
  const suspicious = /secret|key=/i.test(name) || COULD_BE_SECRET.test(name)
  return suspicious ? "" : cleanName(name.slice(0, MAX_NAME_LENGTH))
}

/** Without everything that base32's readers pass over. */
function bare(text: string): string {
  return decodePercent(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase()
}
