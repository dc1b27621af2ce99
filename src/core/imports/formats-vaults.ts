/** @file Password managers, and ZIP files of any program. */
import type { ImportFormat } from "./format.ts"
import { authenticatorPlus } from "./formats/authenticator-plus.ts"
import { bitwarden } from "./formats/bitwarden.ts"
import { bitwardenAuthenticator } from "./formats/bitwarden-authenticator.ts"
import { bitwardenAuthenticatorCsv } from "./formats/bitwarden-authenticator-csv.ts"
import { bitwardenCsv } from "./formats/bitwarden-csv.ts"
import { keepass } from "./formats/keepass.ts"
import { keepassxcCsv } from "./formats/keepassxc-csv.ts"
import { lastpassCsv } from "./formats/lastpass-csv.ts"
import { loginsCsv } from "./formats/logins-csv.ts"
import { onePassword } from "./formats/one-password.ts"
import { onePasswordCsv } from "./formats/one-password-csv.ts"
import { protonPass } from "./formats/proton-pass.ts"
import { raivoZip } from "./formats/raivo-zip.ts"
import { winauth } from "./formats/winauth.ts"

/**
 * In the order of trying; the more particular before the more general. Any other ZIP is read by `zipOf` in
 * formats/zip.ts, which needs the list of all formats and comes behind these.
 */
export const vaultFormats: readonly ImportFormat[] = [
  keepass,
  onePassword,
  protonPass,
  raivoZip,
  authenticatorPlus,
  winauth,
  bitwardenAuthenticator,
  bitwarden,
  bitwardenCsv,
  bitwardenAuthenticatorCsv,
  onePasswordCsv,
  keepassxcCsv,
  lastpassCsv,
  loginsCsv,
]
