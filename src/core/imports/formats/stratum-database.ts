/** @file Stratum's (Authenticator Pro's) database on a rooted telephone, without a password of the app's own. Numbers mean what they
 * mean in its backups (BACKUP_FORMAT.md of stratumauth/app). */
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { isDatabaseWith, withTables } from "../sqlite/read-table.ts"
import type { ReadTable, TableRow } from "../sqlite/read-table.ts"
import { textColumn } from "../sqlite/values.ts"
import { numberedRow } from "./stratum.ts"

const NAME = "Stratum"
const COLUMNS = ["type", "issuer", "username", "secret", "pin", "algorithm", "digits", "period", "counter"]

export const stratumDatabase: ImportFormat = {
  id: "stratum-database",
  name: NAME,
  recognise: ({ bytes }) => isDatabaseWith(bytes, "authenticatorcategory", "customicon", "ranking"),
  async read({ bytes }) {
    const rows = await withTables(bytes, NAME, (read) => {
      const tags = tagsBySecret(read)
      return read("authenticator", COLUMNS, "ranking").map((row) => rowOfAuthenticator(row, tags))
    })
    if (rows.length === 0) throw importError(NAME, "nothing")
    return rows
  },
}

/** Names of categories by the secret they are bound to. */
function tagsBySecret(read: ReadTable): ReadonlyMap<string, string[]> {
  const names = new Map(
    read("category", ["id", "name"]).map((row) => [textColumn(row, "id"), textColumn(row, "name")]),
  )
  const tags = new Map<string, string[]>()
  for (const row of read("authenticatorcategory", ["categoryId", "authenticatorSecret"])) {
    const secret = textColumn(row, "authenticatorSecret")
    const name = names.get(textColumn(row, "categoryId"))
    if (name !== undefined) tags.set(secret, [...(tags.get(secret) ?? []), name])
  }
  return tags
}

function rowOfAuthenticator(row: TableRow, tags: ReadonlyMap<string, string[]>): ImportRow {
  const secret = textColumn(row, "secret")
  return numberedRow({
    type: row.type,
    issuer: textColumn(row, "issuer"),
    account: textColumn(row, "username"),
    secret,
    algorithm: row.algorithm,
    digits: row.digits,
    period: row.period,
    counter: row.counter,
    pin: row.pin,
    tags: tags.get(secret) ?? [],
  })
}
