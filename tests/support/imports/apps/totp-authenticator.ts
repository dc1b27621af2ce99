/** @file Exports of TOTP Authenticator. Made as app-fixtures.ts says. */
import { createHash } from "node:crypto"
import { PASSWORD, bytesFor, SECRETS, hex, base64, utf8, cbc } from "./shared.ts"

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
