/** @file Stratum's (Authenticator Pro's) database on a rooted telephone, without a password of the app's own. Numbers mean what they
 * mean in its backups (BACKUP_FORMAT.md of stratumauth/app). */
import { otpError } from "../../otp/otp-error.ts"
import { checkedTags } from "../../otp/uri-extras.ts"
import type { ImportFormat, ImportRow } from "../format.ts"
import { importError } from "../import-error.ts"
import { keptLink } from "../kept-link.ts"
import { looseRow } from "../loose-entry.ts"
import { keptRow } from "../rows.ts"
import { isDatabaseWith, withTables } from "../sqlite/read-table.ts"
import type { ReadTable, TableRow } from "../sqlite/read-table.ts"
import { numberColumn, textColumn } from "../sqlite/values.ts"

const NAME = "Stratum"
const COLUMNS = ["type", "issuer", "username", "secret", "pin", "algorithm", "digits", "period", "counter"]
const TYPES: Readonly<Record<string, "hotp" | "totp" | "steam">> = { 1: "hotp", 2: "totp", 4: "steam" }
const MOTP = "3"
const YANDEX = "5"
const ALGORITHMS: Readonly<Record<string, string>> = { 0: "SHA1", 1: "SHA256", 2: "SHA512" }

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
  const issuer = textColumn(row, "issuer")
  const account = textColumn(row, "username")
  const secret = textColumn(row, "secret")
  const number = numberColumn(row, "type", "")
  const kept = number === MOTP || number === YANDEX ? keptLink(foreignUri(row, number)) : null
  if (kept !== null) return keptRow({ ...kept, issuer, account })
  return looseRow([issuer, account].filter((name) => name !== "").join(": "), () => {
    const type = TYPES[number]
    const algorithm = ALGORITHMS[numberColumn(row, "algorithm", "0")]
    if (type === undefined) throw otpError("type", number === "" ? "missing" : "unsupported")
    if (algorithm === undefined) throw otpError("algorithm", "unsupported")
    return {
      type,
      issuer,
      account,
      secret,
      algorithm,
      digits: numberColumn(row, "digits", "6"),
      period: numberColumn(row, "period", "30"),
      counter: numberColumn(row, "counter", "0"),
      tags: checkedTags(tags.get(secret) ?? []),
    }
  })
}

/** The link that Stratum itself writes, with the PIN, without which nobody can make codes of it. */
function foreignUri(row: TableRow, number: string): string {
  const issuer = encodeURIComponent(textColumn(row, "issuer"))
  const label = `${issuer}:${encodeURIComponent(textColumn(row, "username"))}`
  const pin = textColumn(row, "pin")
  const parameters = `secret=${encodeURIComponent(textColumn(row, "secret"))}${pin === "" ? "" : `&pin=${encodeURIComponent(pin)}`}`
  return number === MOTP
    ? `motp://${label}?${parameters}`
    : `otpauth://yaotp/${label}?${parameters}&issuer=${issuer}`
}
