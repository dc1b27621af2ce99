/** @file Makes the exports of password managers and the ZIP files that fuzzing begins with; the same bytes every time. */
import { bytesFor, PASSWORD, SECRETS } from "./apps/shared.ts"
import { raivoPlain } from "./apps/small-apps.ts"
import { ARGON2, PBKDF2, sealedBitwarden } from "./sealed-bitwarden.ts"
import { tableFixtures } from "./tables.ts"
import { zipWith } from "./zips.ts"
import type { ZipOptions } from "./zips.ts"

const LINK = `otpauth://totp/GitHub:alice?secret=${SECRETS.github}&issuer=GitHub`
const LINKS = [LINK, `otpauth://hotp/Bank:carol?secret=${SECRETS.bank}&digits=7&counter=41`, "# end"].join(
  "\r\n",
)

const totpField = (title: string, totp: string) => ({ title, id: title, k: "concealed", value: { totp } })

const onePassword = {
  accounts: [
    {
      attrs: { accountName: "Alice" },
      vaults: [
        {
          attrs: { name: "Private" },
          items: [
            {
              uuid: "a",
              favIndex: 1,
              state: "active",
              overview: { title: "GitHub", tags: ["Work"] },
              details: {
                loginFields: [{ designation: "username", value: "alice" }],
                sections: [
                  { title: "", fields: [totpField("code", SECRETS.github), totpField("second", LINK)] },
                ],
              },
            },
            { item: { trashed: true, overview: { title: "Old" }, details: { sections: [] } } },
          ],
        },
      ],
    },
  ],
}

const protonPass = {
  version: "1.30.0",
  encrypted: false,
  vaults: {
    personal: {
      name: "Personal",
      items: [
        {
          state: 1,
          pinned: true,
          data: {
            type: "login",
            metadata: { name: "GitHub", note: "" },
            content: { itemEmail: "alice@example.com", itemUsername: "", totpUri: SECRETS.github },
            extraFields: [{ fieldName: "second", type: "totp", data: { totpUri: LINK } }],
          },
        },
        { state: 2, data: { metadata: { name: "Gone" }, content: { itemUsername: "x", totpUri: LINK } } },
      ],
    },
  },
}

const bitwardenItem = {
  type: 1,
  name: "GitHub",
  favorite: true,
  folderId: "f",
  deletedDate: null,
  login: { username: "alice", totp: LINK },
}
const bitwarden = {
  encrypted: false,
  folders: [{ id: "f", name: "Work" }],
  items: [bitwardenItem, { type: 2, name: "a note" }],
}

/** Stored, and at one time of one day in every time zone: a ZIP has no more of it. */
const SAME = { level: 0, lastModDate: new Date(2024, 0, 1), extendedTimestamp: false } as const

/** A ZIP whose salts come from its name. */
async function zipFixture(name: string, files: Readonly<Record<string, string>>, options: ZipOptions = {}) {
  let calls = 0
  const random = {
    configurable: true,
    value(bytes: Uint8Array) {
      bytes.set(bytesFor(`${name} ${String(calls++)}`, bytes.length))
      return bytes
    },
  }
  Object.defineProperty(crypto, "getRandomValues", random)
  try {
    return await zipWith(files, { ...SAME, ...options })
  } finally {
    Reflect.deleteProperty(crypto, "getRandomValues")
  }
}

/** Contents by path under tests/fixtures/imports. The password is that of the apps' fixtures. */
export async function vaultFixtures(): Promise<Map<string, Uint8Array>> {
  const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
  let salts = 0
  const random = (length: number) => Buffer.from(bytesFor(`bitwarden ${String(salts++)}`, length))
  const sealed = async (kdf: typeof PBKDF2) => json(await sealedBitwarden(bitwarden, PASSWORD, kdf, random))
  const raivo = { "raivo-otp-export.json": JSON.stringify(raivoPlain) }
  const onePux = { "export.attributes": "{}", "export.data": JSON.stringify(onePassword) }
  const proton = { "Proton Pass/data.json": JSON.stringify(protonPass) }
  const locked = { password: PASSWORD, zipCrypto: true }
  return new Map([
    ["bitwarden/plain.json", json(bitwarden)],
    ["bitwarden/pbkdf2.json", await sealed(PBKDF2)],
    ["bitwarden/argon2.json", await sealed(ARGON2)],
    ["bitwarden-authenticator/plain.json", json({ encrypted: false, items: [bitwardenItem] })],
    ["1password/export.1pux", await zipFixture("1pux", onePux)],
    ["proton-pass/export.zip", await zipFixture("proton-pass", proton)],
    ["raivo-zip/raivo-otp-export.zip", await zipFixture("raivo", raivo, { password: PASSWORD })],
    ["raivo-zip/open.zip", await zipFixture("raivo", raivo)],
    ["winauth/winauth.zip", await zipFixture("winauth", { "winauth.txt": LINKS }, locked)],
    ["winauth/open.zip", await zipFixture("winauth", { "winauth.txt": LINKS })],
    ["authenticator-plus/export.zip", await zipFixture("plus", { "Accounts.txt": LINKS }, locked)],
    ["zip/several.zip", await zipFixture("zip", { "a.json": JSON.stringify(bitwarden), "b.txt": LINKS })],
    ...tableFixtures(),
  ])
}
