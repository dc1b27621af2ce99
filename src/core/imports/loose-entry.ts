/** @file From the texts that a file gives for one account to a row: an entry, one that is kept, or a skipped one. */
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import { checkEntry } from "../otp/check-entry.ts"
import type { OtpEntry } from "../otp/entry.ts"
import { checkName } from "../otp/names.ts"
import { readAlgorithm, readCounter, readDigits, readPeriod } from "../otp/parameters.ts"
import { nameForMessages } from "../otp/safe-label.ts"
import type { OtpType } from "../vault/schema.ts"
import { foreignAlgorithm } from "./foreign-algorithm.ts"
import type { ImportRow, KeptEntry } from "./format.ts"
import { keptRow } from "./rows.ts"

/** What a file says of one account, already split into names; numbers as text. */
export interface LooseEntry {
  readonly type: OtpType
  readonly issuer: string
  readonly account: string
  /** Base32. */
  readonly secret: string
  /** As spelt in the file; "" is SHA1. */
  readonly algorithm: string
  readonly digits: string
  readonly period: string
  /** HOTP: the next one to use. */
  readonly counter: string
  readonly tags?: readonly string[]
}

/**
 * A row of what `read` gives.
 * @param label what the row calls itself, should it be skipped
 * @param read may throw AppError: the row is skipped with it
 */
export function looseRow(label: string, read: () => LooseEntry): ImportRow {
  try {
    const loose = read()
    const what = foreignAlgorithm(loose.algorithm)
    return what === null ? { kind: "entry", entry: looseEntry(loose) } : keptRow(looseKept(loose, what))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: "skipped", label: nameForMessages(label), error: error.data }
  }
}

/** @throws AppError `otp`: the part that cannot be used */
function looseEntry(loose: LooseEntry): OtpEntry {
  const entry = checkEntry({ ...loose, algorithm: readAlgorithm(loose.algorithm) })
  return loose.tags === undefined || loose.tags.length === 0 ? entry : { ...entry, tags: loose.tags }
}

/** With a link that says all of what Keycard does not compute. @throws AppError `otp` */
function looseKept(loose: LooseEntry, what: string): KeptEntry {
  const { type } = loose
  const issuer = checkName(loose.issuer)
  const account = checkName(loose.account)
  const label = [issuer, account].filter((name) => name !== "").map(encodeURIComponent)
  const moving =
    type === "hotp"
      ? `counter=${readCounter(loose.counter).toString()}`
      : `period=${readPeriod(loose.period).toString()}`
  const parameters = [
    `secret=${canonicalSecret(loose.secret)}`,
    ...(issuer === "" ? [] : [`issuer=${encodeURIComponent(issuer)}`]),
    `algorithm=${what}`,
    `digits=${readDigits(loose.digits).toString()}`,
    moving,
  ]
  return { issuer, account, what, uri: `otpauth://${type}/${label.join(":")}?${parameters.join("&")}` }
}
