/** @file The CSV of LastPass's vault; LastPass Authenticator's own export is another. Source: support.lastpass.com, "Export your
 * passwords and secure notes". */
import { loginTableFormat } from "../csv-logins.ts"

export const lastpassCsv = loginTableFormat({
  id: "lastpass-csv",
  name: "LastPass",
  isHeader: (header) => ["url", "totp", "grouping"].every((name) => header.includes(name)),
  columns: { otp: ["totp"], name: ["name"], username: ["username"], tags: ["grouping"], pinned: ["fav"] },
  tagsOf: (cell) => (cell.trim() === "(none)" ? [] : [cell.replaceAll("\\", "/")]),
})
