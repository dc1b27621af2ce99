/** The symbols of Steam Guard codes: none that could be taken for another. */
export const STEAM_ALPHABET = "23456789BCDFGHJKMNPQRTVWXY"
export const STEAM_DIGITS = 5

/**
 * Writes a truncated HMAC (RFC 4226 section 5.3, 31 bits) in Steam's alphabet, the least significant symbol first.
 * Steam publishes no specification; every open authenticator that was compared agrees on this.
 */
export function steamSymbols(truncated: number): string {
  let rest = truncated
  let code = ""
  for (let place = 0; place < STEAM_DIGITS; place++) {
    code += STEAM_ALPHABET[rest % STEAM_ALPHABET.length] ?? ""
    rest = Math.floor(rest / STEAM_ALPHABET.length)
  }
  return code
}
