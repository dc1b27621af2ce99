/** @file Microsoft Authenticator's database on a rooted telephone (`databases/PhoneFactor`); its own backup opens nowhere
 * else. Codes of other sites have 6 digits, those of personal Microsoft accounts 8; work accounts hold no secret
 * that another program could use. */
import { otpError } from "../../otp/otp-error.ts"
import { base64Bytes } from "../encoded.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { decodedSecret, foreignRowFrom } from "../foreign-row.ts"
import { isDatabaseWith, withTables } from "../sqlite/read-table.ts"
import type { TableRow } from "../sqlite/read-table.ts"
import { numberColumn, textColumn } from "../sqlite/values.ts"

const NAME = "Microsoft Authenticator"
const COLUMNS = ["name", "username", "oath_secret_key", "encrypted_oath_secret_key", "account_type"]
const OTHER_SITE = "0"
const PERSONAL = "1"

export const microsoftDatabase: ImportFormat = {
  id: "microsoft-database",
  name: NAME,
  recognise: ({ bytes }) => isDatabaseWith(bytes, "accounts", "oath_secret_key", "account_type"),
  async read({ bytes }) {
    const rows = await withTables(bytes, NAME, (read) => read("accounts", COLUMNS, "_id"))
    if (rows.length === 0) throw importError(NAME, "nothing")
    return rows.map(rowOfAccount)
  },
}

function rowOfAccount(row: TableRow): ImportRow {
  const issuer = textColumn(row, "name")
  const account = textColumn(row, "username")
  return foreignRowFrom({ issuer, account }, () => {
    const type = numberColumn(row, "account_type", "")
    const secret = textColumn(row, "oath_secret_key")
    const sealed = secret === "" && textColumn(row, "encrypted_oath_secret_key") !== ""
    if (sealed || (type !== OTHER_SITE && type !== PERSONAL)) throw importError(NAME, "restricted")
    if (secret === "") throw otpError("secret", "empty")
    return {
      type: "totp",
      issuer,
      account,
      secret: type === PERSONAL ? decodedSecret(base64Bytes(secret)) : secret,
      digits: type === PERSONAL ? 8 : 6,
    }
  })
}
