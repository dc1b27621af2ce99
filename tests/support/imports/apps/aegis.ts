/** @file Exports of Aegis. Made as app-fixtures.ts says. */
import { scryptSync } from "node:crypto"
import { bytesFor, SECRETS, hex, base64, utf8, type Gcm, gcm } from "./shared.ts"

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
