/** @file The preferences of TOTP Authenticator (BinaryBoot) on a rooted telephone. */
import { hasPreference, readPreferences } from "../android-preferences.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { jsonValue } from "../json-fields.ts"
import { rowsFrom } from "../reading.ts"
import { codeRow } from "./totp-authenticator.ts"

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
  return rowsFrom(list as unknown[], NAME, codeRow)
}
