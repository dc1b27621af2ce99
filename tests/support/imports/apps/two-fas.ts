/** @file Exports of 2FAS. Made as app-fixtures.ts says. */
import { pbkdf2Sync } from "node:crypto"
import { PASSWORD, bytesFor, SECRETS, base64, utf8, joined, gcm } from "./shared.ts"

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
