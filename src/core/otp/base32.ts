import { otpError } from "./otp-error.ts"

/** RFC 4648 section 6, table 3. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/**
 * The longest secret that is taken, in bytes; twice HMAC-SHA-512's block. RFC 4226 asks for 16 or more, sites use 10
 * to 64. Its base32 (410 characters) and two long names still fit one keychain item.
 */
export const MAX_OTP_SECRET_BYTES = 256

/** With every separator that a person could want; more is not looked through. */
const MAX_TYPED_LENGTH = 4_096

/** What people and programs put between groups: white space, any dash, underscores, characters of no width. */
const SEPARATORS = /[\s\p{Pd}_\u00AD\u200B-\u200D\u2060]/gu

/** By ASCII code alone: `toUpperCase` would turn letters of other scripts (U+0131, U+017F) into I and S. */
const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(ALPHABET).flatMap((symbol, value) => [
    [symbol, value],
    [symbol.toLowerCase(), value],
  ]),
)

/**
 * Decodes base32 as people type it: separators, lower case and padding (`=`, or `%3D` left over from a link) do not
 * matter, nor do bits after the last whole byte (lengths of 17 or 20 characters are met).
 *
 * @throws AppError `otp` `secret`: `empty`; `digit-for-letter` for 0, 1, 8 and 9, which base32 does not have;
 * `bad-characters` for any other; `too-short` under one whole byte; `too-long` over {@link MAX_OTP_SECRET_BYTES}.
 */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > MAX_TYPED_LENGTH) throw otpError("secret", "too-long")
  const symbols = text.replace(SEPARATORS, "").replace(/(?:=|%3d)+$/i, "")
  if (symbols === "") throw otpError("secret", "empty")
  const length = Math.floor((symbols.length * 5) / 8)
  if (length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
  const bytes = new Uint8Array(length)
  let bits = 0
  let bitCount = 0
  let filled = 0
  for (const symbol of symbols) {
    bits = ((bits << 5) | valueOf(symbol)) & 0xfff
    bitCount += 5
    if (bitCount >= 8) {
      bitCount -= 8
      bytes[filled++] = (bits >>> bitCount) & 0xff
    }
  }
  if (length === 0) throw otpError("secret", "too-short")
  return bytes
}

function valueOf(symbol: string): number {
  const value = VALUES.get(symbol)
  if (value !== undefined) return value
  throw otpError("secret", /[0189]/.test(symbol) ? "digit-for-letter" : "bad-characters")
}

/** Canonical base32: upper case, no padding, the bits after the last byte zero. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ""
  let bits = 0
  let bitCount = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff
    bitCount += 8
    while (bitCount >= 5) {
      bitCount -= 5
      text += ALPHABET[(bits >>> bitCount) & 31] ?? ""
    }
  }
  return bitCount === 0 ? text : text + (ALPHABET[(bits << (5 - bitCount)) & 31] ?? "")
}

/** The one spelling under which a secret is kept and compared. @throws AppError as {@link decodeBase32} */
export function canonicalSecret(text: string): string {
  return isCanonicalSecret(text) ? text : encodeBase32(decodeBase32(text))
}

/** Whether it is spelt as {@link canonicalSecret} spells it: told without decoding, long lists are full of such. */
export function isCanonicalSecret(text: string): boolean {
  if (!/^[A-Z2-7]+$/.test(text)) return false
  const length = Math.floor((text.length * 5) / 8)
  if (length === 0 || length > MAX_OTP_SECRET_BYTES || Math.ceil((length * 8) / 5) !== text.length)
    return false
  const spareBits = text.length * 5 - length * 8
  return ALPHABET.indexOf(text.slice(-1)) % (1 << spareBits) === 0
}
