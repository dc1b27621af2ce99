/** @file TOTP Authenticator (BinaryBoot, Android), its encrypted `.bin`. Source: Aegis, TotpAuthenticatorImporter.java. */
import { createHash } from "node:crypto"
import { otpError } from "../../otp/otp-error.ts"
import { openCbc } from "../ciphers.ts"
import { base64Bytes, hexBytes } from "../encoded.ts"
import { decodedSecret, foreignRowFrom } from "../foreign-row.ts"
import type { ImportFormat, ImportInput, ImportRow, ImportTools } from "../format.ts"
import { importError } from "../import-error.ts"
import { field, fieldsOf, jsonValue, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { jsonIn, neededPassword, rowsFrom } from "../reading.ts"

const NAME = "TOTP Authenticator"
/** What the app takes where its user sets no password. It is the same for everyone and keeps nothing secret. */
const BUILT_IN_PASSWORD = "TotpAuthenticator"
/** One entry alone is longer than this. */
const LEAST_BYTES = 128

export const totpAuthenticator: ImportFormat = {
  id: "totp-authenticator",
  name: NAME,
  recognise: (input) => sealedIn(input) !== null,
  read: (input, tools) => Promise.resolve().then(() => readSealed(input, tools)),
}

/** Base64 and nothing else, in whole blocks. What could be base32 or hexadecimal is left alone. */
function sealedIn({ text }: ImportInput): Uint8Array | null {
  if (text === null || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9+/]/.test(text)) return null
  const sealed = base64Bytes(text)
  return sealed !== null && sealed.length >= LEAST_BYTES && sealed.length % 16 === 0 ? sealed : null
}

function readSealed(input: ImportInput, tools: ImportTools): ImportRow[] {
  const sealed = sealedIn(input)
  if (sealed === null) throw importError(NAME, "damaged")
  const list = listIn(sealed, BUILT_IN_PASSWORD) ?? listIn(sealed, neededPassword(tools, NAME))
  if (list === null) throw importError(NAME, "password-or-damaged")
  tools.onStep({ step: "reading" })
  return rowsFrom(list, NAME, codeRow)
}

/** AES-256-CBC under SHA-256 of the password, the initial vector all zeros. */
function listIn(sealed: Uint8Array, password: string): unknown[] | null {
  const key = createHash("sha256").update(password, "utf8").digest()
  const opened = openCbc(key, new Uint8Array(16), sealed)
  const content = opened === null ? null : fieldsOf(jsonIn(opened))
  // The list is not a value: its JSON is the name of the object's only field.
  const list = content === null ? undefined : jsonText(Object.keys(content)[0] ?? "")
  return Array.isArray(list) ? (list as unknown[]) : null
}

function jsonText(text: unknown): unknown {
  return typeof text === "string" ? jsonValue(text) : undefined
}

/** A row of one code, as the app's export and its preferences have it; some exports have it as the text of its JSON. */
export function codeRow(item: unknown): ImportRow {
  const code = fieldsOf(item) ?? fieldsOf(jsonText(item))
  const names = { issuer: textField(code, "issuer"), account: textField(code, "name") }
  return foreignRowFrom({ ...names, secret: field(code, "key") }, () => ({
    type: "totp",
    ...names,
    secret: secretIn(code),
    digits: textField(code, "digits") || undefined,
    period: textField(code, "period") || undefined,
    pinned: field(code, "isFavorite") === true,
  }))
}

/** `base` says how `key` is written. @throws AppError `otp` `secret` where it is not written so */
function secretIn(code: Fields | null): unknown {
  const key = field(code, "key")
  if (key === undefined || key === "") throw otpError("secret", "missing")
  switch (field(code, "base")) {
    case 16:
      return decodedSecret(hexBytes(key))
    case 32:
      return key
    case 64:
      return decodedSecret(base64Bytes(key))
    default:
      throw otpError("secret", "unsupported")
  }
}
