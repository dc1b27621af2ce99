/** @file All fixtures of links, pictures, pages and Android files. `node scripts/fixtures-files.mjs` writes them. */
import { writeGoogleMigration } from "../../../src/core/otp/write-google-migration.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { freeOtpBackup, openToken, preferencesXml, sealedForAuthy } from "./android-files.ts"
import type { Token } from "./android-files.ts"
import { googleDatabase, microsoftDatabase, stratumDatabase } from "./databases.ts"
import { aegisPage, entePage, qrPng, stratumPage } from "./pages.ts"

/** Secrets of nobody. */
export const secrets = [
  "JBSWY3DPEHPK3PXP",
  "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U",
  "KRSXG5CTMVRXEZLUKN2HEZLBNVSXEIJB",
] as const
export const PASSWORD = "fixture"

export const links = [
  `otpauth://totp/Oak%20Bank:ada?secret=${secrets[0]}&issuer=Oak%20Bank`,
  `otpauth://hotp/Elm:bob?secret=${secrets[1]}&issuer=Elm&algorithm=SHA256&digits=8&counter=41`,
  `otpauth://totp/Fir:cy?secret=${secrets[2]}&issuer=Fir&algorithm=SHA512&digits=7&period=60`,
  `steam://${secrets[3]}`,
  "motp://Ash:dee?secret=0123456789abcdef",
  `otpauth://yaotp/Yew:eve?secret=${secrets[0]}&issuer=Yew&pin_length=4`,
  `otpauth://totp/Old:md?secret=${secrets[1]}&issuer=Old&algorithm=MD5`,
] as const

const migrated = (name: string, secret: string): OtpEntry => ({
  type: "totp",
  secret,
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
  issuer: "Oak Bank",
  account: name,
})

/** Parts 1 and 3 of an export of three. */
export const migrationParts = [0, 2].map((index) =>
  writeGoogleMigration([migrated(`part ${index + 1}`, secrets[index]!)], { size: 3, index, id: 77 }),
)

export const tokens: readonly (readonly [Token, string])[] = [
  [
    {
      type: "TOTP",
      issuerExt: "Oak Bank",
      issuerInt: "Oak Bank",
      label: "ada",
      algo: "SHA1",
      digits: 6,
      period: 30,
    },
    secrets[0],
  ],
  [
    {
      type: "HOTP",
      issuerExt: "Elm",
      issuerInt: "Elm",
      label: "bob",
      algo: "SHA256",
      digits: 8,
      period: 30,
      counter: 40,
    },
    secrets[1],
  ],
  [
    {
      type: "TOTP",
      issuerExt: "Fir",
      issuerInt: "Fir",
      issuerAlt: "Fir at home",
      label: "cy",
      labelAlt: "cy 2",
      algo: "SHA512",
      digits: 7,
      period: 60,
    },
    secrets[2],
  ],
  [
    {
      type: "TOTP",
      issuerExt: "Steam",
      issuerInt: "Steam",
      label: "dee",
      algo: "SHA1",
      digits: 5,
      period: 30,
    },
    secrets[3],
  ],
]

const authyTokens = [
  {
    accountType: "authenticator",
    digits: 6,
    name: "Oak Bank: ada",
    originalIssuer: "Oak Bank",
    originalName: "Oak Bank:ada",
  },
  { accountType: "authenticator", digits: 7, name: "at home", originalIssuer: null, originalName: "Elm:bob" },
]
const authyKey = "com.authy.storage.tokens.authenticator.key"

const printed = links.slice(0, 3).map((link, index) => ({
  issuer: ["Oak Bank", "Elm", "Fir"][index]!,
  account: ["ada", "bob", "cy"][index]!,
  link,
}))

/** Contents by path under tests/fixtures/imports. */
export async function filesFixtures(): Promise<Map<string, Uint8Array>> {
  const text = (content: string) => new TextEncoder().encode(content)
  const named = Object.fromEntries(
    tokens.map(([token, secret]) => [
      `${token.issuerExt!}:${token.label!}`,
      JSON.stringify(openToken(token, secret)),
    ]),
  )
  const order = JSON.stringify(Object.keys(named).reverse())
  return new Map<string, Uint8Array>([
    ["links/list.txt", text(`${links.join("\r\n")}\r\n`)],
    ["links/migration.txt", text(`${migrationParts.join("\n")}\n`)],
    ["picture/code.png", await qrPng(links[0])],
    ["picture/migration-1-of-3.png", await qrPng(migrationParts[0]!)],
    ["picture/no-otp.png", await qrPng("https://example.com/")],
    ["html/stratum.html", text(await stratumPage(printed))],
    ["html/aegis.html", text(await aegisPage(printed))],
    ["html/ente.html", text(await entePage(printed))],
    ["freeotp-preferences/tokens.xml", text(preferencesXml({ ...named, tokenOrder: order }))],
    [
      "freeotp-plus/export.json",
      text(
        JSON.stringify({
          tokenOrder: Object.keys(named),
          tokens: tokens.map(([token, secret]) => openToken(token, secret)),
        }),
      ),
    ],
    ["freeotp/backup-sha512.bin", freeOtpBackup(tokens)],
    ["freeotp/backup-sha1-bare.bin", freeOtpBackup(tokens, { hash: "SHA1", bareParameters: true })],
    [
      "authy/plain.xml",
      text(
        preferencesXml(
          {
            [authyKey]: JSON.stringify(
              authyTokens.map((token, index) => ({ ...token, decryptedSecret: secrets[index] })),
            ),
          },
          '    <int name="key_version" value="121" />\n',
        ),
      ),
    ],
    [
      "authy/encrypted.xml",
      text(
        preferencesXml({
          [authyKey]: JSON.stringify(
            authyTokens.map((token, index) =>
              sealedForAuthy(
                token,
                secrets[index]!,
                PASSWORD,
                `salt ${index}`,
                index === 0 ? undefined : 2_000,
              ),
            ),
          ),
        }),
      ),
    ],
    [
      "authy/own.xml",
      text(
        preferencesXml({
          "com.authy.storage.tokens.authy.key": JSON.stringify([
            { name: "Oak Bank", digits: 7, secretSeed: "0123456789abcdef0123456789abcdef" },
          ]),
        }),
      ),
    ],
    [
      "totp-authenticator-preferences/preferences.xml",
      text(
        preferencesXml({
          STATIC_TOTP_CODES_LIST: JSON.stringify([
            {
              base: 16,
              key: "48656C6C6F21DEADBEEF",
              issuer: "Oak Bank",
              name: "ada",
              digits: "6",
              period: "30",
            },
            { base: 32, key: secrets[1], issuer: "Elm", name: "bob", digits: "8", period: "60" },
            { base: 64, key: "SGVsbG8h3q2+7w==", issuer: "", name: "cy", digits: "", period: "" },
          ]),
        }),
      ),
    ],
    [
      "google-database/databases.sqlite",
      await googleDatabase([
        ["Oak Bank:ada", secrets[0], 0, 0, "Oak Bank"],
        ["Elm:bob", secrets[1], 41, 1, null],
      ]),
    ],
    [
      "microsoft-database/PhoneFactor.sqlite",
      await microsoftDatabase([
        ["Oak Bank", "ada", secrets[0].toLowerCase(), 0],
        ["Microsoft", "bob@example.com", "SGVsbG8h3q2+7w==", 1],
        ["Work", "cy@example.com", "", 2],
      ]),
    ],
    [
      "stratum-database/authenticator.sqlite",
      await stratumDatabase([
        { type: 2, issuer: "Oak Bank", username: "ada", secret: secrets[0], categories: ["Money", "Home"] },
        { type: 1, issuer: "Elm", username: null, secret: secrets[1], algorithm: 1, digits: 8, counter: 41 },
        { type: 4, issuer: "Steam", username: "cy", secret: secrets[3], digits: 5 },
        { type: 3, issuer: "Ash", username: "dee", secret: "0123456789abcdef", pin: "1234" },
      ]),
    ],
  ])
}
