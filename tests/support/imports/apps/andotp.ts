/** @file Exports of andOTP. Made as app-fixtures.ts says. */
import { createHash, pbkdf2Sync } from "node:crypto"
import { PASSWORD, bytesFor, SECRETS, utf8, joined, gcm } from "./shared.ts"

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
