/** @file Bitwarden Authenticator's CSV. Android's header names six columns and its rows have eight or nine cells (issuer, period
 * and digits once more); that of iOS is Bitwarden's own. Source: bitwarden.com/help, "Import & export" of Bitwarden Authenticator. */
import { loginTableFormat } from "../csv-logins.ts"

export const bitwardenAuthenticatorCsv = loginTableFormat({
  id: "bitwarden-authenticator-csv",
  name: "Bitwarden Authenticator",
  isHeader: (header) => header.includes("logintotp") && !header.includes("loginusername"),
  columns: { otp: ["logintotp"], name: ["name"], username: [], tags: ["folder"], pinned: ["favorite"] },
})
