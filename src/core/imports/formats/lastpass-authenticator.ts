/** @file LastPass Authenticator's JSON, never encrypted. Source: proton-pass-common, lastpass/json.rs; stratumauth/app,
 * LastPassBackupConverter.cs. */
import { foreignRow } from "../foreign-row.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { field, fieldsOf, listField, namesById, objectField, textField } from "../json-fields.ts"
import type { Fields } from "../json-fields.ts"
import { rowsFrom } from "../reading.ts"

const NAME = "LastPass Authenticator"
/** "Other accounts" and "Favorites", which every export has. */
const BUILT_IN_FOLDERS = ["0", "1"]

export const lastpassAuthenticator: ImportFormat = {
  id: "lastpass-authenticator",
  name: NAME,
  ownJson: /"(?:issuerName|originalIssuerName)"\s*:/,
  recognise: ({ json }) =>
    listField(fieldsOf(json), "accounts").some((account) => isAccount(fieldsOf(account))),
  read: ({ json }, tools) =>
    Promise.resolve().then(() => {
      tools.onStep({ step: "reading" })
      const folders = namesById(listField(fieldsOf(json), "folders"), "id", "name")
      for (const id of BUILT_IN_FOLDERS) folders.delete(id)
      const accounts = listField(fieldsOf(json), "accounts")
      return rowsFrom(accounts, NAME, (account) => accountRow(fieldsOf(account), folders))
    }),
}

function isAccount(account: Fields | null): boolean {
  return field(account, "issuerName") !== undefined && field(account, "timeStep") !== undefined
}

function accountRow(account: Fields | null, folders: ReadonlyMap<string, string>): ImportRow {
  const folder = folders.get(textField(objectField(account, "folderData"), "folderId"))
  return foreignRow({
    type: "totp",
    issuer: textField(account, "issuerName"),
    account: textField(account, "userName"),
    secret: field(account, "secret"),
    algorithm: field(account, "algorithm"),
    digits: field(account, "digits"),
    period: field(account, "timeStep"),
    tags: folder === undefined ? [] : [folder],
    pinned: field(account, "isFavorite") === true,
  })
}
