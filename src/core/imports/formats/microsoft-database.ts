/** @file Microsoft Authenticator's database on a rooted telephone (`databases/PhoneFactor`); its own backup opens nowhere
 * else. Codes of other sites have 6 digits, those of personal Microsoft accounts 8; work accounts hold no secret
 * that another program could use. */
import { encodeBase32, MAX_OTP_SECRET_BYTES } from "../../otp/base32.ts"
import { otpError } from "../../otp/otp-error.ts"
import { decodeBase64 } from "../decode-text.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { looseRow } from "../loose-entry.ts"
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
  return looseRow([issuer, account].filter((name) => name !== "").join(": "), () => {
    const type = numberColumn(row, "account_type", "")
    const secret = textColumn(row, "oath_secret_key")
    const sealed = secret === "" && textColumn(row, "encrypted_oath_secret_key") !== ""
    if (sealed || (type !== OTHER_SITE && type !== PERSONAL)) throw importError(NAME, "restricted")
    if (secret === "") throw otpError("secret", "empty")
    return {
      type: "totp",
      issuer,
      account,
      secret: type === PERSONAL ? ofBase64(secret) : secret,
      algorithm: "",
      digits: type === PERSONAL ? "8" : "6",
      period: "30",
      counter: "0",
    }
  })
}

function ofBase64(text: string): string {
  const bytes = decodeBase64(text)
  if (bytes.length > MAX_OTP_SECRET_BYTES) throw otpError("secret", "too-long")
  return encodeBase32(bytes)
}
