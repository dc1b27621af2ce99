/** @file FreeOTP+'s JSON export: `tokens` and `tokenOrder`. */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { fieldsOf, isList, listField } from "../json-fields.ts"
import { rowsFrom } from "../reading.ts"
import { secretOfSignedBytes, tokenRow } from "./freeotp-token.ts"

const NAME = "FreeOTP+"

export const freeOtpPlus: ImportFormat = {
  id: "freeotp-plus",
  name: NAME,
  ownJson: /"(?:tokenOrder|issuerExt)"\s*:/,
  recognise: ({ json }) => ["tokens", "tokenOrder"].every((name) => isList(fieldsOf(json), name)),
  read: async ({ json }) => Promise.resolve(rowsOf(json)),
}

function rowsOf(json: unknown): ImportRow[] {
  const file = fieldsOf(json)
  if (!isList(file, "tokens")) throw importError(NAME, "damaged")
  return rowsFrom(listField(file, "tokens"), NAME, (token) => tokenRow(token, secretOfSignedBytes, 1))
}
