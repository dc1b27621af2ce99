/** Hashes that other authenticators offer and that Keycard does not compute. */
const FOREIGN = /^(?:algorithm\.)?(?:hmac[-_]?)?(?:(md5)|sha[-_]?(224|384))$/i

/** `MD5`, `SHA224` or `SHA384` however it is spelt; null for all others, known or not. */
export function foreignAlgorithm(text: string): string | null {
  const match = FOREIGN.exec(text.trim())
  if (match === null) return null
  return match[1] === undefined ? `SHA${match[2] ?? ""}` : "MD5"
}
