/** @file The preferences of TOTP Authenticator (BinaryBoot) on a rooted telephone. */
import { canonicalSecret, encodeBase32, MAX_OTP_SECRET_BYTES } from "../../otp/base32.ts"
import { otpError } from "../../otp/otp-error.ts"
import { hasPreference, readPreferences } from "../android-preferences.ts"
import { decodeBase64, decodeHex } from "../decode-text.ts"
import { field, isFields, jsonValue, parameterField, textField } from "../field-values.ts"
import type { Fields } from "../field-values.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { looseRow } from "../loose-entry.ts"
import { limited } from "../row-limit.ts"

const NAME = "TOTP Authenticator"
const KEY = "STATIC_TOTP_CODES_LIST"

export const totpAuthenticatorPreferences: ImportFormat = {
  id: "totp-authenticator-preferences",
  name: NAME,
  recognise: (input) => hasPreference(input, KEY),
  read: async ({ text }) => Promise.resolve(rowsOf(text ?? "")),
}

function rowsOf(text: string): ImportRow[] {
  const list = jsonValue(readPreferences(text)?.get(KEY) ?? "")
  if (!Array.isArray(list)) throw importError(NAME, "damaged")
  if (list.length === 0) throw importError(NAME, "nothing")
  return limited(list as unknown[], NAME).map(rowOfCode)
}

function rowOfCode(value: unknown): ImportRow {
  const code = isFields(value) ? value : {}
  const issuer = textField(code, "issuer")
  const account = textField(code, "name")
  return looseRow([issuer, account].filter((name) => name !== "").join(": "), () => ({
    type: "totp",
    issuer,
    account,
    secret: secretOf(code),
    algorithm: "",
    digits: parameterField(code, "digits", "6") || "6",
    period: parameterField(code, "period", "30") || "30",
    counter: "0",
  }))
}

/** `key` is written in the base that `base` names. @throws AppError `otp` `secret` */
function secretOf(code: Fields): string {
  const key = textField(code, "key")
  if (key === "") throw otpError("secret", "missing")
  switch (field(code, "base")) {
    case 16:
      return ofBytes(decodeHex(key))
    case 32:
      return canonicalSecret(key)
    case 64:
      return ofBytes(decodeBase64(key))
    default:
      throw otpError("secret", "unsupported")
  }
}

function ofBytes(bytes: Uint8Array): string {
  if (bytes.length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
  return encodeBase32(bytes)
}
