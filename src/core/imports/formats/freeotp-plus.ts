/** @file FreeOTP+'s JSON export: `tokens` and `tokenOrder`. */
import { field, isFields } from "../field-values.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { limited } from "../row-limit.ts"
import { secretOfSignedBytes, tokenRow } from "./freeotp-token.ts"

const NAME = "FreeOTP+"

export const freeOtpPlus: ImportFormat = {
  id: "freeotp-plus",
  name: NAME,
  ownJson: /"(?:tokenOrder|issuerExt)"\s*:/,
  recognise: ({ json }) =>
    isFields(json) && tokensOf(json) !== null && Array.isArray(field(json, "tokenOrder")),
  read: async ({ json }) => Promise.resolve(rowsOf(json)),
}

function rowsOf(json: unknown): ImportRow[] {
  const tokens = tokensOf(json)
  if (tokens === null) throw importError(NAME, "damaged")
  if (tokens.length === 0) throw importError(NAME, "nothing")
  return limited(tokens, NAME).map((token) => tokenRow(token, secretOfSignedBytes, 1))
}

function tokensOf(json: unknown): unknown[] | null {
  const tokens = isFields(json) ? field(json, "tokens") : null
  return Array.isArray(tokens) ? tokens : null
}
