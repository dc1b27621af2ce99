/** @file KeePassXC's CSV, 2.6 and newer (older ones have no one-time passwords). Source: keepassxreboot/keepassxc,
 * src/format/CsvExporter.cpp. */
import { loginTableFormat } from "../csv-logins.ts"
import { groupTags } from "../keepass/group-tags.ts"

export const keepassxcCsv = loginTableFormat({
  id: "keepassxc-csv",
  name: "KeePassXC",
  isHeader: (header) => ["group", "title", "username", "totp"].every((name) => header.includes(name)),
  columns: { otp: ["totp"], name: ["title"], username: ["username"], tags: ["group"] },
  tagsOf: (cell) => groupTags(cell.split("/")),
})
