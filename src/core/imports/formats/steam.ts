/** @file Steam Guard: the maFile of desktop authenticators, and the file of Steam's Android app, new and old. Source:
 * Aegis, SteamImporter.java. */
import { base64Bytes } from "../encoded.ts"
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { field, fieldsOf, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { rowsFrom } from "../reading.ts"

const NAME = "Steam"

export const steam: ImportFormat = {
  id: "steam",
  name: NAME,
  ownJson: /"shared_secret"\s*:/,
  recognise: ({ json }) =>
    accountsIn(json).some((account) => typeof field(account, "shared_secret") === "string"),
  read: ({ json }, tools) =>
    Promise.resolve().then(() => {
      tools.onStep({ step: "reading" })
      return rowsFrom(accountsIn(json), NAME, accountRow)
    }),
}

/** One account, or several under their Steam ids. */
function accountsIn(json: unknown): (Fields | null)[] {
  const file = fieldsOf(json)
  if (field(file, "shared_secret") !== undefined) return [file]
  return Object.values(objectField(file, "accounts") ?? {}).map(fieldsOf)
}

function accountRow(account: Fields | null): ImportRow {
  const secret = field(account, "shared_secret")
  return foreignRow({
    type: "steam",
    issuer: NAME,
    account: textField(account, "account_name"),
    // What is no base64 goes on as a number, which is refused like any other bad secret and never shown.
    secret: secret === undefined ? undefined : (base64Bytes(secret) ?? Number.NaN),
  })
}
