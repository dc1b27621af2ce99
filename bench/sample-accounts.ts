/** @file Accounts for measuring: as many as are asked for, always the same, all of them made up. */
import { createHash } from "node:crypto"
import { encodeBase32 } from "../src/core/otp/base32.ts"
import type { OtpEntry } from "../src/core/otp/entry.ts"
import type { Account } from "../src/core/vault/schema.ts"

const issuers = ["AWS", "GitHub", "Google", "Stripe", "Slack", "Dropbox", "Fastmail", "GitLab", "npm", "Zoom"]

const digest = (text: string) => createHash("sha256").update(text).digest()

/** A UUID (version 4 by its form) made of a text. */
export function uuidOf(text: string): string {
  const hex = digest(text).toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The nth sample. Its names are short, so that a code is the largest text of its row. */
export function sampleEntry(index: number): OtpEntry & { id: string } {
  return {
    id: uuidOf(`account ${String(index)}`),
    type: "totp",
    secret: encodeBase32(digest(`secret ${String(index)}`).subarray(0, 20)),
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    counter: 0,
    issuer: `${issuers[index % issuers.length] ?? ""} ${String(index)}`,
    account: `user${String(index)}@example.com`,
  }
}

/**
 * As the index knows them.
 * @param items how many secrets the keychain holds: accounts beyond that share theirs with the first ones
 */
export function sampleAccounts(count: number, items: number): Account[] {
  return Array.from({ length: count }, (_, index) => {
    const { id, issuer, account, type, algorithm, digits, period } = sampleEntry(index)
    return {
      id,
      ...(index < items ? {} : { secretId: sampleEntry(index % items).id }),
      ...{ issuer, account, type, algorithm, digits, period, counter: 0 },
      ...{ mark: "", uses: 0, usedAtMs: null },
      ...{ tags: [], pinned: false, note: "", createdAtMs: 1_767_225_600_000 + index, trashedAtMs: null },
    }
  })
}
