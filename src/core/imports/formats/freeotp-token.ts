/** @file The token object that FreeOTP 1 and 2 and FreeOTP+ share (Token.java of freeotp-android). */
import { foldName } from "../../otp/names.ts"
import { otpError } from "../../otp/otp-error.ts"
import { readCounter } from "../../otp/parameters.ts"
import { foreignRowFrom } from "../foreign-row.ts"
import type { ImportRow } from "../format.ts"
import { field, fieldsOf, textField, textOf } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"

/**
 * A row of a token.
 * @param secretOf may throw AppError
 * @param counterStep what to add to a stored HOTP counter for the next one to use. FreeOTP 1 and FreeOTP+ hold one less
 * than a link would say (their own links add one); FreeOTP 2 holds the next one. A server looks ahead, never back: where
 * it is not certain, one more is the safe side.
 */
export function tokenRow(
  token: unknown,
  secretOf: (token: Fields | null) => Uint8Array,
  counterStep: 0 | 1,
): ImportRow {
  const fields = fieldsOf(token)
  const names = { issuer: issuerOf(fields), account: accountOf(fields) }
  return foreignRowFrom(names, () => {
    const secret = secretOf(fields)
    const type = typeOf(fields)
    const counter = type === "hotp" ? nextCounter(field(fields, "counter"), counterStep) : undefined
    return {
      type,
      ...names,
      secret,
      algorithm: field(fields, "algo"),
      digits: field(fields, "digits"),
      period: field(fields, "period"),
      counter,
    }
  })
}

function typeOf(token: Fields | null): string {
  const type = textField(token, "type").toLowerCase()
  if (type === "") throw otpError("type", "missing")
  if (type !== "totp" && type !== "hotp") throw otpError("type", "unsupported")
  return type === "totp" && isSteam(token) ? "steam" : type
}

function nextCounter(stored: unknown, step: 0 | 1): number {
  return (stored === undefined ? 0 : readCounter(textOf(stored) || "?")) + step
}

/** FreeOTP writes Steam's letters for this issuer; Steam itself has five of them every 30 seconds. */
function isSteam(token: Fields | null): boolean {
  if (foldName(textField(token, "issuerExt")) !== "steam") return false
  const isOr = (name: string, value: string) => [value, ""].includes(textField(token, name))
  return isOr("period", "30") && isOr("digits", "5") && /^(?:sha-?1)?$/i.test(textField(token, "algo"))
}

/** What was changed by hand, what stood before the colon, what the link's parameter said. */
function issuerOf(token: Fields | null): string {
  return textField(token, "issuerAlt") || textField(token, "issuerExt") || textField(token, "issuerInt")
}

function accountOf(token: Fields | null): string {
  return textField(token, "labelAlt") || textField(token, "label")
}

/** The field `secret`: Java's bytes, from -128 to 127. @throws AppError `otp` `secret` */
export function secretOfSignedBytes(token: Fields | null): Uint8Array {
  const bytes = signedBytes(field(token, "secret"))
  if (bytes === null) throw otpError("secret", field(token, "secret") === undefined ? "missing" : "damaged")
  return bytes
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
