/** @file Makes the export files of authenticator apps that the tests read: by the formats' published descriptions, with
 * secrets, salts and nonces derived from names, so that the same bytes come out every time. It shares no code with the
 * readers. Write them anew with `KEYCARD_WRITE_FIXTURES=1 npx vitest run --project unit tests/core/imports/formats`. */
import { aegisPlain, aegisSecondContent, aegisEncrypted } from "./apps/aegis.ts"
import { andotpPlain, andotpOld, andotpNew, andotpOldSealed } from "./apps/andotp.ts"
import { enteList, enteCommas, enteJson, enteEncrypted } from "./apps/ente.ts"
import { protonPlain, protonEncrypted } from "./apps/proton.ts"
import { PASSWORD, BACKUP_PASSWORD, utf8 } from "./apps/shared.ts"
import { lastpassPlain, duoPlain, steamMaFile, steamAccounts, raivoPlain } from "./apps/small-apps.ts"
import { stratumPlain, stratumStrong, stratumLegacy } from "./apps/stratum.ts"
import { totpAuthenticatorList, totpAuthenticatorBin } from "./apps/totp-authenticator.ts"
import { twoFasPlain, twoFasFirst, twoFasEncrypted } from "./apps/two-fas.ts"

/** Everything that stands under tests/fixtures/imports, by path. */
export async function appFixtures(): Promise<Map<string, Uint8Array>> {
  const json = (value: unknown) => utf8(`${JSON.stringify(value, null, 2)}\n`)
  const slots = [{ password: PASSWORD }, { password: BACKUP_PASSWORD }]
  return new Map([
    ["aegis/plain.json", json(aegisPlain())],
    ["aegis/plain-v2.json", json(aegisPlain(aegisSecondContent))],
    ["aegis/encrypted.json", json(aegisEncrypted(slots))],
    ["2fas/plain.2fas", json(twoFasPlain)],
    ["2fas/schema-1.2fas", json(twoFasFirst)],
    ["2fas/encrypted.2fas", json(twoFasEncrypted())],
    ["ente/plain.txt", utf8(`${enteList}\n`)],
    ["ente/commas.txt", utf8(enteCommas)],
    ["ente/items.json", json(enteJson)],
    ["ente/encrypted.json", json(await enteEncrypted())],
    ["proton-authenticator/plain.json", json(protonPlain)],
    ["proton-authenticator/encrypted.json", json(await protonEncrypted())],
    ["stratum/plain.json", json(stratumPlain)],
    ["stratum/strong.bin", await stratumStrong()],
    ["stratum/legacy.bin", stratumLegacy()],
    ["andotp/plain.json", json(andotpPlain)],
    ["andotp/old.json", json(andotpOld)],
    ["andotp/new.bin", andotpNew()],
    ["andotp/old.bin", andotpOldSealed()],
    ["totp-authenticator/password.bin", totpAuthenticatorBin()],
    ["totp-authenticator/built-in.bin", totpAuthenticatorBin(totpAuthenticatorList, "TotpAuthenticator")],
    ["lastpass-authenticator/plain.json", json(lastpassPlain)],
    ["duo/accounts.json", json(duoPlain)],
    ["steam/account.maFile", json(steamMaFile)],
    ["steam/accounts.json", json(steamAccounts)],
    ["raivo/raivo-otp-export.json", json(raivoPlain)],
  ])
}
