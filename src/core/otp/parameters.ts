import type { OtpPart } from "../errors.ts"
import type { OtpAlgorithm } from "../vault/schema.ts"
import { otpError } from "./otp-error.ts"

/** RFC 6238 section 1.2 names these three. The others a library may know make codes no server expects. */
const ALGORITHM = /^(?:algorithm\.)?(?:hmac[-_]?)?sha[-_]?(1|256|512)$/i

/**
 * Reads the spellings met in links: `SHA1`, `sha-256`, `HmacSHA512`, `Algorithm.sha1`. Absent, empty and the word
 * `null` are the default of the Key URI Format, SHA1.
 * @throws AppError `otp` `algorithm` `unsupported`
 */
export function readAlgorithm(text: string | undefined): OtpAlgorithm {
  const spelling = text?.trim() ?? ""
  if (spelling === "" || spelling.toLowerCase() === "null") return "SHA1"
  switch (ALGORITHM.exec(spelling)?.[1]) {
    case "1":
      return "SHA1"
    case "256":
      return "SHA256"
    case "512":
      return "SHA512"
    default:
      throw otpError("algorithm", "unsupported")
  }
}

/** @throws AppError `otp` `digits` outside 4 to 10 */
export function readDigits(text: string): number {
  return readWholeNumber("digits", text, 4, 10)
}

/** Seconds. @throws AppError `otp` `period` outside 1 to 86,400 (a day) */
export function readPeriod(text: string): number {
  return readWholeNumber("period", text, 1, 86_400)
}

/** @throws AppError `otp` `counter` outside 0 to 2^53-1, the last one JavaScript counts exactly */
export function readCounter(text: string): number {
  return readWholeNumber("counter", text, 0, Number.MAX_SAFE_INTEGER)
}

/** Decimal ASCII digits and nothing else: no sign, no exponent, no hexadecimal, no digits of other scripts. */
function readWholeNumber(part: OtpPart, text: string, least: number, most: number): number {
  const digits = text.trim()
  if (digits === "") throw otpError(part, "empty")
  if (/^-[0-9]+$/.test(digits)) throw otpError(part, "out-of-range")
  if (!/^[0-9]+$/.test(digits)) throw otpError(part, "not-a-whole-number")
  const value = Number(digits)
  if (value < least || value > most) throw otpError(part, "out-of-range")
  return value
}
