/** @file 1Password's CSV. Source: support.1password.com/export, "CSV". */
import { loginTableFormat } from "../csv-logins.ts"

export const onePasswordCsv = loginTableFormat({
  id: "1password-csv",
  name: "1Password",
  isHeader: (header) =>
    ["title", "otpauth"].every((name) => header.includes(name)) &&
    ["favorite", "archived", "tags"].some((name) => header.includes(name)),
  columns: {
    otp: ["otpauth"],
    name: ["title"],
    username: ["username"],
    tags: ["tags"],
    pinned: ["favorite"],
  },
  tagsOf: (cell) => cell.split(";"),
})
