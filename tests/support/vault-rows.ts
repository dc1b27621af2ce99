/** @file Rows of a vault: a test says what it is about, and the rest is as it begins. */
import { FRESH_KEY } from "../../src/core/vault/fresh-key.ts"
import type { Account, AwsKey, AwsProfile } from "../../src/core/vault/schema.ts"

const ID = "00000000-0000-4000-8000-00000000000a"

export const accountRow = (own: Partial<Account> = {}): Account => ({
  ...{ id: ID, type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0, issuer: "", account: "" },
  ...{ tags: [], pinned: false, note: "", mark: "", uses: 0, usedAtMs: null },
  ...{ createdAtMs: 0, trashedAtMs: null },
  ...own,
})

/** Of an account that is not known yet, without a second factor. */
export const keyRow = (own: Partial<AwsKey> = {}): AwsKey => ({
  ...{ id: ID, name: "work", tail: "MPLE", region: "us-east-1", endpoint: null, createdAtMs: 0 },
  ...{ accountId: null, userArn: null, mfaSerial: null, otpAccountId: null },
  ...FRESH_KEY,
  ...own,
})

/** Of the same id's key, in the file, renewed when somebody asks. */
export const profileRow = (own: Partial<AwsProfile> = {}): AwsProfile => ({
  ...{ id: ID, name: "work", keyId: ID, center: null, durationSeconds: 3_600, region: null, createdAtMs: 0 },
  ...{ roleArns: [], roleOptions: [], assume: "auto", federation: null },
  ...{ mode: "file", renew: "on-demand" },
  ...own,
})
