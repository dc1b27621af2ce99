/** @file Exports of LastPass Authenticator, Duo, Steam and Raivo. Made as app-fixtures.ts says. */
import { bytesFor, SECRETS, base64 } from "./shared.ts"

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
