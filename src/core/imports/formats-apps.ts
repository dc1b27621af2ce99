/** @file The export formats of authenticator apps. Each is told by fields that no other has; the two without any mark,
 * TOTP Authenticator's base64 and andOTP's ciphertext, come last. */
import type { ImportFormat } from "./format.ts"
import { aegis } from "./formats/aegis.ts"
import { andotp } from "./formats/andotp.ts"
import { duo } from "./formats/duo.ts"
import { ente } from "./formats/ente.ts"
import { keycardBackup } from "./formats/keycard-backup.ts"
import { lastpassAuthenticator } from "./formats/lastpass-authenticator.ts"
import { openpgp } from "./formats/openpgp.ts"
import { protonAuthenticator } from "./formats/proton-authenticator.ts"
import { raivo } from "./formats/raivo.ts"
import { steam } from "./formats/steam.ts"
import { stratum } from "./formats/stratum.ts"
import { totpAuthenticator } from "./formats/totp-authenticator.ts"
import { twoFas } from "./formats/two-fas.ts"

/** In the order of trying. `andotp` last of all, behind every other format with bytes of its own too. */
export const appFormats: readonly ImportFormat[] = [
  keycardBackup,
  stratum,
  aegis,
  twoFas,
  ente,
  protonAuthenticator,
  lastpassAuthenticator,
  steam,
  raivo,
  duo,
  openpgp,
  totpAuthenticator,
  andotp,
]
