/** @file Makes the export files of authenticator apps that the tests read: by the formats' published descriptions, with
 * secrets, salts and nonces derived from names, so that the same bytes come out every time. It shares no code with the
 * readers. Write them anew with `KEYCARD_WRITE_FIXTURES=1 npx vitest run --project unit tests/core/imports/formats`. */
import { createCipheriv, createHash, pbkdf2Sync, scryptSync } from "node:crypto"
import { argon2id } from "hash-wasm"
import { sealFirstMessage } from "./secretstream.ts"

export const PASSWORD = "correct horse"
export const BACKUP_PASSWORD = "battery staple"
/** 70 letters: over the block of HMAC-SHA-256. */
export const LONG_PASSWORD = "a long passphrase, over sixty-four bytes: ".padEnd(70, "xyz")

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** Bytes that depend on their name alone. */
export function bytesFor(name: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash("sha256")
      .update(`keycard fixture ${name} ${String(index)}`)
      .digest(),
  )
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
}

/** Base32 without padding, `length` letters long (a multiple of 8). */
export function secretFor(name: string, length = 32): string {
  return Array.from(bytesFor(name, length), (byte) => BASE32[byte % 32]).join("")
}

export const SECRETS = {
  github: secretFor("github"),
  example: secretFor("example"),
  bank: secretFor("bank", 16),
  steam: secretFor("steam"),
  kept: secretFor("kept", 16),
  gone: secretFor("gone"),
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64")
const utf8 = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

interface Gcm {
  readonly sealed: Uint8Array
  readonly tag: Uint8Array
  readonly nonce: Uint8Array
}

function gcm(name: string, key: Uint8Array, plain: Uint8Array, associated?: string): Gcm {
  const nonce = bytesFor(`${name} nonce`, 12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce)
  if (associated !== undefined) cipher.setAAD(utf8(associated))
  const sealed = joined(cipher.update(plain), cipher.final())
  return { sealed, tag: new Uint8Array(cipher.getAuthTag()), nonce }
}

function cbc(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-cbc", key, iv)
  return joined(cipher.update(plain), cipher.final())
}

// Aegis

const aegisEntries = [
  {
    type: "totp",
    uuid: "01234567-89ab-4cde-8f01-23456789abcd",
    name: "alice@example.com",
    issuer: "GitHub",
    note: "for work",
    favorite: true,
    icon: null,
    info: { secret: SECRETS.github, algo: "SHA1", digits: 6, period: 30 },
    groups: ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"],
  },
  {
    type: "hotp",
    name: "carol",
    issuer: "Bank",
    note: "",
    favorite: false,
    info: { secret: SECRETS.bank, algo: "SHA512", digits: 7, counter: 41 },
    groups: [],
  },
  {
    type: "totp",
    name: "broken",
    issuer: "Nobody",
    info: { secret: "not base32!", algo: "SHA1", digits: 6, period: 30 },
  },
  {
    type: "steam",
    name: "dave",
    issuer: "Steam",
    info: { secret: SECRETS.steam, algo: "SHA1", digits: 5, period: 30 },
  },
  {
    type: "motp",
    name: "erin",
    issuer: "Old VPN",
    info: { secret: SECRETS.kept, algo: "MD5", digits: 6, period: 10, pin: "1234" },
  },
  {
    type: "yandex",
    name: "frank",
    issuer: "Yandex",
    info: { secret: SECRETS.kept, algo: "SHA256", digits: 8, period: 30, pin: "4321" },
  },
  {
    type: "totp",
    name: "grace",
    issuer: "Rare",
    info: { secret: SECRETS.kept, algo: "SHA224", digits: 6, period: 30 },
  },
]

const aegisGroups = [
  { uuid: "aaaaaaaa-0000-4000-8000-000000000001", name: "Work" },
  { uuid: "aaaaaaaa-0000-4000-8000-000000000002", name: "Daily" },
]

export const aegisContent = { version: 3, entries: aegisEntries, groups: aegisGroups }

export function aegisPlain(db: unknown = aegisContent): unknown {
  return { version: 1, header: { slots: null, params: null }, db }
}

/** Versions 1 and 2 name an entry's only group in place. */
export const aegisSecondContent = {
  version: 2,
  entries: aegisEntries.map(({ groups: _groups, ...entry }, index) => ({
    ...entry,
    group: index === 0 ? "Work" : null,
  })),
}

interface Slot {
  readonly password: string | Uint8Array
  readonly cost?: number
  readonly repaired?: boolean
}

/** `slots`: the passwords that open it. A biometric slot, which no password opens, comes first. */
export function aegisEncrypted(slots: readonly Slot[], content: unknown = aegisContent): unknown {
  const master = bytesFor("aegis master", 32)
  const box = gcm("aegis db", master, utf8(JSON.stringify(content)))
  const biometric = gcm("aegis biometric", bytesFor("aegis telephone", 32), master)
  return {
    version: 1,
    header: {
      slots: [
        { type: 2, uuid: "bio", key: hex(biometric.sealed), key_params: paramsOf(biometric) },
        ...slots.map(aegisSlot(master)),
      ],
      params: paramsOf(box),
    },
    db: base64(box.sealed),
  }
}

const paramsOf = ({ nonce, tag }: Gcm) => ({ nonce: hex(nonce), tag: hex(tag) })

const aegisSlot = (master: Uint8Array) => (slot: Slot, index: number) => {
  const { password, cost = 1024, repaired } = slot
  const salt = bytesFor(`aegis salt ${String(index)}`, 32)
  const key = scryptSync(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 128 * 1024 * 1024 })
  const wrapped = gcm(`aegis slot ${String(index)}`, key, master)
  return {
    type: 1,
    uuid: `password-${String(index)}`,
    key: hex(wrapped.sealed),
    key_params: paramsOf(wrapped),
    ...{ n: cost, r: 8, p: 1 },
    salt: hex(salt),
    ...(repaired !== undefined && { repaired }),
  }
}

/** The buffer of Android's UTF-8 encoder: two bytes a letter, zeros behind the text. */
export function javaBuffer(password: string, average: number): Uint8Array {
  const buffer = new Uint8Array(Math.floor(password.length * average))
  buffer.set(utf8(password))
  return buffer
}

// 2FAS

export const twoFasServices = [
  {
    name: "GitHub",
    secret: SECRETS.github,
    updatedAt: 1_700_000_000_000,
    otp: {
      label: "alice@example.com",
      account: "alice@example.com",
      issuer: "github.com",
      digits: 6,
      period: 30,
      algorithm: "SHA1",
      tokenType: "TOTP",
      source: "Manual",
    },
    groupId: "group-1",
    order: { position: 0 },
  },
  {
    name: "Bank",
    secret: SECRETS.bank,
    otp: { account: "carol", issuer: "Bank", digits: 7, algorithm: "SHA512", counter: 41, tokenType: "HOTP" },
  },
  { name: "No digits", secret: SECRETS.example, otp: { digits: 0, tokenType: "TOTP" } },
  {
    name: "Steam",
    secret: SECRETS.steam,
    otp: {
      link: `otpauth://steam/Steam:dave?secret=${SECRETS.steam}&issuer=Steam`,
      account: "",
      issuer: "Steam",
      digits: 5,
      period: 30,
      algorithm: "SHA1",
      tokenType: "STEAM",
    },
  },
  {
    name: "Rare",
    secret: SECRETS.kept,
    otp: { account: "grace", algorithm: "SHA384", digits: 6, period: 30 },
  },
]

const twoFasOuter = {
  groups: [{ id: "group-1", name: "Work", isExpanded: true }],
  updatedAt: 1_700_000_000_000,
  appVersionCode: 5_000_000,
  appOrigin: "ios",
}

export const twoFasPlain = { services: twoFasServices, schemaVersion: 4, ...twoFasOuter }

export const twoFasFirst = {
  schemaVersion: 1,
  services: [
    {
      name: "GitHub",
      secret: SECRETS.github,
      otp: { account: "alice", issuer: "GitHub", label: "GitHub:alice" },
      type: "Unknown",
    },
  ],
}

/** @param reference "": as some versions leave it */
export function twoFasEncrypted(services: unknown = twoFasServices, reference = "a fixed text".repeat(20)) {
  const salt = bytesFor("2fas salt", 256)
  const key = pbkdf2Sync(PASSWORD, salt, 10_000, 32, "sha256")
  const box = (name: string, text: string) => {
    const { sealed, tag, nonce } = gcm(name, key, utf8(text))
    return [joined(sealed, tag), salt, nonce].map(base64).join(":")
  }
  return {
    services: [],
    ...twoFasOuter,
    schemaVersion: 4,
    servicesEncrypted: box("2fas services", JSON.stringify(services)),
    reference: reference === "" ? "" : box("2fas reference", reference),
  }
}

// Ente Auth

const enteDisplay = (display: unknown) => encodeURIComponent(JSON.stringify(display))

export const enteList = [
  `otpauth://totp/GitHub:alice%40example.com?secret=${SECRETS.github}&issuer=GitHub&algorithm=sha1&digits=6&period=30` +
    `&codeDisplay=${enteDisplay({ pinned: true, trashed: false, tags: ["Work", "C++"], note: "two, three" })}`,
  `otpauth://hotp/Bank:carol?secret=${SECRETS.bank}&issuer=Bank&algorithm=SHA512&digits=7&counter=41` +
    `&codeDisplay=%7B%22pinned%22:false,%22tags%22:[%22a+tag%22]%7D`,
  "otpauth://totp/Nobody:broken?secret=%21&issuer=Nobody&codeDisplay=%7B%7D",
  `otpauth://steam/Steam:dave?secret=${SECRETS.steam}&issuer=Steam&digits=5&period=30`,
  `otpauth://totp/Old:gone?secret=${SECRETS.gone}&issuer=Old&codeDisplay=${enteDisplay({ trashed: true })}`,
  `otpauth://totp/Rare:grace?secret=${SECRETS.kept}&issuer=Rare&algorithm=SHA224`,
].join("\n")

/** The first exports: commas between the links, no `codeDisplay`. */
export const enteCommas = [
  `otpauth://totp/GitHub:alice?secret=${SECRETS.github}&issuer=GitHub`,
  `otpauth://totp/Example, Inc:bob?secret=${SECRETS.example}&issuer=Example, Inc&digits=8`,
  "",
].join(",\n")

export const enteJson = {
  version: 1,
  items: enteList.split("\n").map((rawData, index) => ({
    id: index,
    rawData: rawData.replace(/&codeDisplay=.*$/, ""),
    display: index === 0 ? { pinned: true, tags: ["Work"], note: "beside" } : {},
  })),
}

export async function enteEncrypted(
  text = enteList,
  { memLimit = 65_536, final = true } = {},
): Promise<unknown> {
  const salt = bytesFor("ente salt", 16)
  const costs = { iterations: 2, parallelism: 1, memorySize: Math.floor(memLimit / 1024), hashLength: 32 }
  const key = await argon2id({ password: PASSWORD, salt, ...costs, outputType: "binary" })
  const header = bytesFor("ente header", 24)
  const sealed = sealFirstMessage(key, header, utf8(text), final ? 3 : 0)
  return {
    version: 1,
    kdfParams: { memLimit, opsLimit: 2, salt: base64(salt) },
    encryptedData: base64(sealed),
    encryptionNonce: base64(header),
  }
}

// Proton Authenticator

export const protonPlain = {
  version: 1,
  entries: [
    {
      id: "1",
      note: "for work",
      content: {
        uri: `otpauth://totp/alice%40example.com?secret=${SECRETS.github}&issuer=GitHub&algorithm=SHA1&digits=6&period=30`,
        entry_type: "Totp",
        name: "alice@example.com",
      },
    },
    {
      id: "2",
      note: null,
      content: { uri: `otpauth://totp/?secret=${SECRETS.example}&issuer=X`, name: "bob" },
    },
    { id: "3", note: null, content: { uri: "otpauth://totp/nobody", entry_type: "Totp", name: "nobody" } },
    {
      id: "4",
      note: null,
      content: { uri: `steam://${SECRETS.steam.toLowerCase()}`, entry_type: "Steam", name: "dave" },
    },
    {
      id: "5",
      note: null,
      content: { uri: `steam://${base64(bytesFor("steam base64", 20))}`, entry_type: "Steam", name: "dora" },
    },
    {
      id: "6",
      note: null,
      content: { uri: `otpauth://totp/%3Aerin?secret=${SECRETS.gone}&issuer=%2Fe%2F`, name: ":erin" },
    },
  ],
}

export async function protonEncrypted(content: unknown = protonPlain): Promise<unknown> {
  const salt = bytesFor("proton salt", 16)
  const costs = { iterations: 2, parallelism: 1, memorySize: 19_456, hashLength: 32 }
  const key = await argon2id({ password: PASSWORD, salt, ...costs, outputType: "binary" })
  const box = gcm("proton", key, utf8(JSON.stringify(content)), "proton.authenticator.export.v1")
  return { version: 1, salt: base64(salt), content: base64(joined(box.nonce, box.sealed, box.tag)) }
}

// Stratum

const stratumItem = (item: Readonly<Record<string, unknown>>) => ({
  ...{ Icon: null, Pin: null, Algorithm: 0, Digits: 6, Period: 30, Counter: 0, Ranking: 0 },
  ...item,
})

export const stratumPlain = {
  Authenticators: [
    stratumItem({ Type: 2, Issuer: "GitHub", Username: "alice@example.com", Secret: SECRETS.github }),
    stratumItem({
      Type: 1,
      Issuer: "Bank",
      Username: "carol",
      Secret: SECRETS.bank,
      Algorithm: 2,
      Digits: 7,
      Counter: 41,
    }),
    stratumItem({ Type: 2, Issuer: "Nobody", Username: null, Secret: SECRETS.example, Algorithm: 9 }),
    stratumItem({ Type: 4, Issuer: "Steam", Username: "dave", Secret: SECRETS.steam, Digits: 5 }),
    stratumItem({
      Type: 3,
      Issuer: "Old VPN",
      Username: "erin",
      Secret: "0123456789abcdef",
      Pin: "1234",
      Period: 10,
    }),
    stratumItem({
      Type: 5,
      Issuer: "Yandex",
      Username: "frank",
      Secret: SECRETS.kept,
      Pin: "4321",
      Digits: 8,
    }),
  ],
  Categories: [
    { Id: "11111111", Name: "Work", Ranking: 0 },
    { Id: "22222222", Name: "Daily", Ranking: 1 },
  ],
  AuthenticatorCategories: [
    { CategoryId: "11111111", AuthenticatorSecret: SECRETS.github, Ranking: 0 },
    { CategoryId: "22222222", AuthenticatorSecret: SECRETS.github, Ranking: 0 },
    { CategoryId: "33333333", AuthenticatorSecret: SECRETS.bank, Ranking: 0 },
  ],
  CustomIcons: [],
}

export async function stratumStrong(content: unknown = stratumPlain): Promise<Uint8Array> {
  const salt = bytesFor("stratum salt", 16)
  const costs = { iterations: 3, parallelism: 4, memorySize: 65_536, hashLength: 32 }
  const key = await argon2id({ password: PASSWORD, salt, ...costs, outputType: "binary" })
  const box = gcm("stratum", key, utf8(JSON.stringify(content)))
  return joined(utf8("AUTHENTICATORPRO"), salt, box.nonce, box.sealed, box.tag)
}

export function stratumLegacy(content: unknown = stratumPlain): Uint8Array {
  const salt = bytesFor("stratum legacy salt", 20)
  const iv = bytesFor("stratum legacy iv", 16)
  const key = pbkdf2Sync(PASSWORD, salt, 64_000, 32, "sha1")
  return joined(utf8("AuthenticatorPro"), salt, iv, cbc(key, iv, utf8(JSON.stringify(content))))
}

// andOTP

export const andotpPlain = [
  {
    ...{
      secret: `${SECRETS.github}====`,
      issuer: "GitHub",
      label: "alice@example.com",
      digits: 6,
      type: "TOTP",
    },
    ...{
      algorithm: "SHA1",
      thumbnail: "Github",
      last_used: 0,
      used_frequency: 0,
      period: 30,
      tags: ["Work"],
    },
  },
  {
    ...{ secret: SECRETS.bank, issuer: "Bank", label: "carol", digits: 7, type: "HOTP", algorithm: "SHA512" },
    ...{ thumbnail: "Default", counter: 41, tags: [] },
  },
  { issuer: "Nobody", label: "broken", digits: 6, type: "TOTP", algorithm: "SHA1", period: 30, tags: [] },
  {
    secret: SECRETS.steam,
    issuer: "Steam",
    label: "dave",
    digits: 5,
    type: "STEAM",
    algorithm: "SHA1",
    tags: [],
  },
  { secret: "0123456789abcdef", issuer: "Old VPN", label: "erin", type: "MOTP", tags: [] },
]

/** Before it had a field for the issuer. */
export const andotpOld = [
  { secret: SECRETS.github, label: "GitHub - GitHub:alice", period: 30, type: "TOTP" },
  { secret: SECRETS.example, label: "bob", period: 60 },
]

export function andotpNew(content: unknown = andotpPlain, iterations = 1_000): Uint8Array {
  const salt = bytesFor("andotp salt", 12)
  const box = gcm("andotp", pbkdf2Sync(PASSWORD, salt, iterations, 32, "sha1"), utf8(JSON.stringify(content)))
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, iterations)
  return joined(count, salt, box.nonce, box.sealed, box.tag)
}

export function andotpOldSealed(content: unknown = andotpOld): Uint8Array {
  const key = createHash("sha256").update(PASSWORD).digest()
  const box = gcm("andotp old", key, utf8(JSON.stringify(content)))
  return joined(box.nonce, box.sealed, box.tag)
}

// The small ones

export const totpAuthenticatorList = [
  {
    ...{ base: 16, digits: "6", period: "30", issuer: "GitHub", name: "alice@example.com", isFavorite: true },
    key: hex(bytesFor("totp authenticator", 20)).toUpperCase(),
  },
  {
    base: 32,
    digits: "8",
    period: "60",
    issuer: "Example",
    name: "bob",
    key: SECRETS.example,
    isFavorite: false,
  },
  { base: 10, digits: "6", period: "30", issuer: "Nobody", name: "broken", key: "123", isFavorite: false },
  {
    base: 64,
    digits: "6",
    period: "30",
    issuer: "Sixty",
    name: "four",
    key: base64(bytesFor("sixty-four", 20)),
  },
]

export function totpAuthenticatorBin(list: unknown = totpAuthenticatorList, password = PASSWORD): Uint8Array {
  const key = createHash("sha256").update(password).digest()
  const content = JSON.stringify({ [JSON.stringify(list)]: "" })
  return utf8(base64(cbc(key, new Uint8Array(16), utf8(content))))
}

const lastpassAccount = (account: Readonly<Record<string, unknown>>) => ({
  ...{ timeStep: 30, digits: 6, algorithm: "SHA1", isFavorite: false, pushNotification: false },
  ...account,
})

export const lastpassPlain = {
  deviceName: "Telephone",
  version: 3,
  accounts: [
    lastpassAccount({
      ...{ issuerName: "GitHub", userName: "alice", secret: SECRETS.github, isFavorite: true },
      folderData: { folderId: 1, position: 0 },
    }),
    lastpassAccount({
      ...{
        issuerName: "",
        userName: "bob",
        secret: SECRETS.example,
        timeStep: 60,
        digits: 8,
        algorithm: "SHA256",
      },
      folderData: { folderId: 7, position: 0 },
    }),
    lastpassAccount({ issuerName: "Nobody", userName: "broken", secret: SECRETS.bank, timeStep: 0 }),
  ],
  folders: [
    { id: 0, name: "Other accounts" },
    { id: 1, name: "Favorites" },
    { id: 7, name: "Work" },
  ],
}

export const duoPlain = [
  { accountType: "OtpAccount", name: "GitHub:alice", otpGenerator: { otpSecret: SECRETS.github } },
  { accountType: "OtpAccount", name: "carol", otpGenerator: { otpSecret: SECRETS.bank, counter: 41 } },
  { accountType: "OtpAccount", name: "broken", otpGenerator: {} },
]

const steamSecret = base64(bytesFor("steam shared secret", 20))
export const steamMaFile = {
  shared_secret: steamSecret,
  account_name: "dave",
  serial_number: "1",
  Session: {},
}
export const steamAccounts = {
  accounts: {
    "76500000000000001": { ...steamMaFile, steamid: "76500000000000001" },
    "76500000000000002": { shared_secret: "not base64!", account_name: "broken" },
  },
}

export const raivoPlain = [
  {
    ...{ kind: "TOTP", issuer: "GitHub", account: "alice", secret: SECRETS.github, algorithm: "SHA1" },
    ...{ digits: "6", timer: "30", counter: "0", pinned: "true", iconType: "", iconValue: "" },
  },
  {
    ...{ kind: "HOTP", issuer: "Bank", account: "carol", secret: SECRETS.bank, algorithm: "SHA512" },
    ...{ digits: "7", timer: "0", counter: "41", pinned: "false", iconType: "", iconValue: "" },
  },
  {
    ...{ kind: "TOTP", issuer: "Nobody", account: "broken", secret: SECRETS.example, algorithm: "SHA1" },
    ...{ digits: "0", timer: "30", counter: "0", pinned: "false" },
  },
]

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
