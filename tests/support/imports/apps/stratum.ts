/** @file Exports of Stratum. Made as app-fixtures.ts says. */
import { pbkdf2Sync } from "node:crypto"
import { argon2id } from "hash-wasm"
import { PASSWORD, bytesFor, SECRETS, utf8, joined, gcm, cbc } from "./shared.ts"

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
