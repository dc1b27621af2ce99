/** @file The token object that FreeOTP 1 and 2 and FreeOTP+ share (Token.java of freeotp-android). */
import { encodeBase32, MAX_OTP_SECRET_BYTES } from "../../otp/base32.ts"
import { foldName } from "../../otp/names.ts"
import { otpError } from "../../otp/otp-error.ts"
import { readCounter } from "../../otp/parameters.ts"
import { field, isFields, parameterField, textField } from "../field-values.ts"
import type { Fields } from "../field-values.ts"
import type { ImportRow } from "../format.ts"
import { looseRow } from "../loose-entry.ts"
import type { LooseEntry } from "../loose-entry.ts"

/**
 * A row of a token.
 * @param secretOf base32; may throw AppError
 * @param counterStep what to add to a stored HOTP counter for the next one to use. FreeOTP 1 and FreeOTP+ hold one less
 * than a link would say (their own links add one); FreeOTP 2 holds the next one. A server looks ahead, never back: where
 * it is not certain, one more is the safe side.
 */
export function tokenRow(token: unknown, secretOf: (token: Fields) => string, counterStep: 0 | 1): ImportRow {
  const fields = isFields(token) ? token : {}
  const label = [issuerOf(fields), accountOf(fields)].filter((name) => name !== "").join(": ")
  return looseRow(label, () => looseToken(fields, secretOf(fields), counterStep))
}

function looseToken(token: Fields, secret: string, counterStep: 0 | 1): LooseEntry {
  const type = textField(token, "type").toLowerCase()
  if (type === "") throw otpError("type", "missing")
  if (type !== "totp" && type !== "hotp") throw otpError("type", "unsupported")
  const entry = {
    issuer: issuerOf(token),
    account: accountOf(token),
    secret,
    algorithm: parameterField(token, "algo", ""),
    digits: parameterField(token, "digits", "6"),
    period: parameterField(token, "period", "30"),
    counter: type === "hotp" ? nextCounter(parameterField(token, "counter", "0"), counterStep) : "0",
  }
  return { ...entry, type: type === "totp" && isSteam(token, entry) ? "steam" : type }
}

function nextCounter(stored: string, step: 0 | 1): string {
  return (readCounter(stored) + step).toString()
}

/** FreeOTP writes Steam's letters for this issuer; Steam itself has five of them every 30 seconds. */
function isSteam(token: Fields, { digits, period, algorithm }: Omit<LooseEntry, "type">): boolean {
  if (foldName(textField(token, "issuerExt")) !== "steam" || period !== "30") return false
  return (digits === "5" || field(token, "digits") === undefined) && /^(?:sha-?1)?$/i.test(algorithm)
}

/** What was changed by hand, what stood before the colon, what the link's parameter said. */
function issuerOf(token: Fields): string {
  return textField(token, "issuerAlt") || textField(token, "issuerExt") || textField(token, "issuerInt")
}

function accountOf(token: Fields): string {
  return textField(token, "labelAlt") || textField(token, "label")
}

/** The field `secret`: Java's bytes, from -128 to 127. @throws AppError `otp` `secret` */
export function secretOfSignedBytes(token: Fields): string {
  const bytes = signedBytes(field(token, "secret"))
  if (bytes === null) throw otpError("secret", field(token, "secret") === undefined ? "missing" : "damaged")
  if (bytes.length === 0) throw otpError("secret", "empty")
  if (bytes.length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
  return encodeBase32(bytes)
}

/** A list of Java's bytes; `null` where it is none. */
export function signedBytes(value: unknown): Uint8Array | null {
  if (!Array.isArray(value)) return null
  const numbers = value as unknown[]
  const sound = numbers.every(
    (byte) => typeof byte === "number" && Number.isInteger(byte) && byte >= -128 && byte <= 127,
  )
  return sound ? Uint8Array.from(numbers as number[], (byte) => byte & 0xff) : null
}
