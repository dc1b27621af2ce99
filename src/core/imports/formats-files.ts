/** @file Links, pictures, pages and the files of Android apps, in the order in which they are tried. */
import type { ImportFormat } from "./format.ts"
import { authyPreferences } from "./formats/authy-preferences.ts"
import { freeOtpBackup } from "./formats/freeotp-backup.ts"
import { freeOtpPlus } from "./formats/freeotp-plus.ts"
import { freeOtpPreferences } from "./formats/freeotp-preferences.ts"
import { googleDatabase } from "./formats/google-database.ts"
import { htmlPage } from "./formats/html-page.ts"
import { linkList } from "./formats/link-list.ts"
import { microsoftDatabase } from "./formats/microsoft-database.ts"
import { picture } from "./formats/picture.ts"
import { stratumDatabase } from "./formats/stratum-database.ts"
import { totpAuthenticatorPreferences } from "./formats/totp-authenticator-preferences.ts"

/** What can be told by its first bytes stands first; a list of links, which could be part of another text, last. */
export const fileFormats: readonly ImportFormat[] = [
  freeOtpBackup,
  microsoftDatabase,
  stratumDatabase,
  googleDatabase,
  picture,
  authyPreferences,
  totpAuthenticatorPreferences,
  freeOtpPreferences,
  freeOtpPlus,
  htmlPage,
  linkList,
]
