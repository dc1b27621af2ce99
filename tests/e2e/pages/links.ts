import { randomBytes } from "node:crypto"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import type { Generator } from "./expected-code.ts"

export interface TestAccount extends Generator {
  readonly issuer: string
  readonly account: string
  readonly uri: string
}

/** An account that nobody has, with a secret that stands nowhere else. */
export function newAccount(
  issuer: string,
  account: string,
  { algorithm = "SHA1", digits = 6, period = 30 }: Omit<Generator, "secret"> = {},
): TestAccount {
  const secret = encodeBase32(randomBytes(20))
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const uri =
    `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}` +
    `&algorithm=${algorithm}&digits=${digits}&period=${period}`
  return { issuer, account, secret, algorithm, digits, period, uri }
}

/** The same as the core's entry, for what writes exports. */
export function asEntry({ issuer, account, secret, algorithm, digits, period }: TestAccount): OtpEntry {
  return {
    issuer,
    account,
    secret,
    type: "totp",
    algorithm: algorithm ?? "SHA1",
    digits: digits ?? 6,
    period: period ?? 30,
    counter: 0,
  }
}
