/** @file Exports of Proton Authenticator. Made as app-fixtures.ts says. */
import { argon2id } from "hash-wasm"
import { PASSWORD, bytesFor, SECRETS, base64, utf8, joined, gcm } from "./shared.ts"

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
