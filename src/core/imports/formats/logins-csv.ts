/** @file Any other table of logins with a column of one-time passwords: Apple Passwords and Safari (Title, URL, Username,
 * Password, Notes, OTPAuth), Chrome-like exports, and tables that people make. */
import { loginTableFormat } from "../csv-logins.ts"

const OTP = [
  ...["otpauth", "otpauthuri", "otpauthurl", "otpuri", "otpurl", "otp", "totp", "totpuri", "totpurl"],
  ...["logintotp", "totpsecret", "totpkey", "totpauth", "otpsecret", "otpkey", "onetimepassword"],
  ...["onetimepasswords", "onetimecode", "authenticatorkey", "2fa", "2fasecret", "twofactor", "mfasecret"],
]

export const loginsCsv = loginTableFormat({
  id: "csv",
  name: "CSV",
  isHeader: (header) => OTP.some((name) => header.includes(name)),
  columns: {
    otp: OTP,
    name: ["title", "name", "issuer", "service", "site", "website"],
    username: ["username", "user", "login", "account", "accountname", "email", "loginusername"],
    tags: ["tags", "tag", "folder", "group"],
  },
  tagsOf: (cell) => cell.split(/[;,]/),
})
