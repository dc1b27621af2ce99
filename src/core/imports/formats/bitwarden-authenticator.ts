/** @file Bitwarden Authenticator's JSON: Bitwarden's shape without folders. Source: bitwarden.com/help, "Import & export" of
 * Bitwarden Authenticator. */
import { itemRows } from "../bitwarden/items.ts"
import type { ImportFormat } from "../format.ts"
import { field, fieldsOf, isList } from "../json-fields.ts"

const NAME = "Bitwarden Authenticator"

export const bitwardenAuthenticator: ImportFormat = {
  id: "bitwarden-authenticator",
  name: NAME,
  recognise: ({ json }) => {
    const file = fieldsOf(json)
    const foldered = isList(file, "folders") || isList(file, "collections")
    return field(file, "encrypted") === false && isList(file, "items") && !foldered
  },
  read: ({ json }, tools) =>
    Promise.resolve().then(() => {
      tools.onStep({ step: "reading" })
      return itemRows(fieldsOf(json), NAME)
    }),
}
