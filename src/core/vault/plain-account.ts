/** @file The short way to read accounts. The schema says what an account is; at a thousand of them it takes longer than
 *  all else that a start reads, so what is plainly an account, complete and as Keycard writes it, goes past it. */
import { isPlainId, isText, isTextList, isWhole } from "./plain-values.ts"
import type { Account, OtpAlgorithm, OtpType } from "./schema.ts"

const types = new Set<unknown>(["totp", "hotp", "steam"] satisfies OtpType[])
const algorithms = new Set<unknown>(["SHA1", "SHA256", "SHA512"] satisfies OtpAlgorithm[])

export function isOtpType(value: unknown): value is OtpType {
  return types.has(value)
}

export function isOtpAlgorithm(value: unknown): value is OtpAlgorithm {
  return algorithms.has(value)
}

/** All fields but `secretId`, which most accounts are without. */
const FIELDS = 16

/**
 * The accounts, equal to those that the schema would make of this; null: ask the schema, it may be right all the same.
 * They are not copied: at a thousand of them that costs more than the checks.
 */
export function plainAccounts(value: unknown): Account[] | null {
  return Array.isArray(value) && value.every(isPlainAccount) ? value : null
}

function isPlainAccount(value: unknown): value is Account {
  if (typeof value !== "object" || value === null) return false
  const it = value as Account
  return (
    isOtpType(it.type) &&
    isOtpAlgorithm(it.algorithm) &&
    isWhole(it.digits, 4, 10) &&
    isWhole(it.period, 1, 86_400) &&
    isPlainId(it.id) &&
    isText(it.issuer, 200) &&
    isText(it.account, 200) &&
    isWhole(it.counter) &&
    isTextList(it.tags, 50, 60) &&
    typeof it.pinned === "boolean" &&
    isText(it.note, 2_000) &&
    isText(it.mark, 80) &&
    isWhole(it.uses) &&
    (it.usedAtMs === null || isWhole(it.usedAtMs)) &&
    isWhole(it.createdAtMs) &&
    (it.trashedAtMs === null || isWhole(it.trashedAtMs)) &&
    // What has a field more than these is not known here.
    (it.secretId === undefined
      ? Object.keys(it).length === FIELDS
      : isPlainId(it.secretId) && Object.keys(it).length === FIELDS + 1)
  )
}
