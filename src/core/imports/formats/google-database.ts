/** @file Google Authenticator's database on a rooted telephone (`databases/databases`). It keeps neither algorithm, digits nor
 * period: its codes are SHA1, 6 digits, 30 seconds. */
import { splitLabel } from "../../otp/names.ts"
import { otpError } from "../../otp/otp-error.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { foreignRowFrom } from "../foreign-row.ts"
import { isDatabaseWith, withTables } from "../sqlite/read-table.ts"
import type { TableRow } from "../sqlite/read-table.ts"
import { numberColumn, textColumn } from "../sqlite/values.ts"

const NAME = "Google Authenticator"
/** Newer ones seal secrets with a key of the telephone's own and say so in a column. */
const SEALED = ["isencrypted", "is_encrypted"]
const COLUMNS = ["email", "secret", "counter", "type", "issuer", ...SEALED]

export const googleDatabase: ImportFormat = {
  id: "google-database",
  name: NAME,
  recognise: ({ bytes }) => isDatabaseWith(bytes, "accounts", "email", "secret", "counter", "issuer"),
  async read({ bytes }) {
    const rows = await withTables(bytes, NAME, (read) => read("accounts", COLUMNS, "_id"))
    if (rows.length === 0) throw importError(NAME, "nothing")
    return rows.map(rowOfAccount)
  },
}

function rowOfAccount(row: TableRow): ImportRow {
  const name = textColumn(row, "email")
  return foreignRowFrom({ issuer: "", account: name }, () => {
    if (SEALED.some((column) => !["0", "false"].includes(numberColumn(row, column, "0")))) {
      throw importError(NAME, "restricted")
    }
    return {
      type: typeOf(row),
      ...splitLabel(name, textColumn(row, "issuer")),
      secret: textColumn(row, "secret"),
      counter: numberColumn(row, "counter", "0"),
    }
  })
}

function typeOf(row: TableRow): "totp" | "hotp" {
  const type = numberColumn(row, "type", "")
  if (type === "0") return "totp"
  if (type === "1") return "hotp"
  throw otpError("type", type === "" ? "missing" : "unsupported")
}
