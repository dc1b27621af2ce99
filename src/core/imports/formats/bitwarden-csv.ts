/** @file Bitwarden's CSV. Source: bitwarden.com/help, "Encrypted exports" and "Condition a .csv file". */
import { loginTableFormat } from "../csv-logins.ts"

export const bitwardenCsv = loginTableFormat({
  id: "bitwarden-csv",
  name: "Bitwarden",
  isHeader: (header) => header.includes("logintotp") && header.includes("loginusername"),
  columns: {
    otp: ["logintotp"],
    name: ["name"],
    username: ["loginusername"],
    tags: ["folder", "collections"],
    pinned: ["favorite"],
  },
})
