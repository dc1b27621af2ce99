/** @file The short way to read accounts. The schema says what an account is; at a thousand of them it takes longer than
 *  all else that a start reads, so what is plainly an account, complete and as Keycard writes it, goes past it. */
import { isPlainId, isText, isTextList, isWhole } from "./plain-values.ts"
import type { Account, OtpAlgorithm, OtpType } from "./schema.ts"

const types = new Set<unknown>(["totp", "hotp", "steam"] satisfies OtpType[])
const algorithms = new Set<unknown>(["SHA1", "SHA256", "SHA512"] satisfies OtpAlgorithm[])

/** The accounts, the very ones that the schema would make of this; null: ask the schema, it may be right all the same. */
export function plainAccounts(value: unknown): Account[] | null {
  if (!Array.isArray(value)) return null
  const accounts: Account[] = []
  for (const one of value as unknown[]) {
    const account = plainAccount(one)
    if (account === null) return null
    accounts.push(account)
  }
  return accounts
}

function plainAccount(value: unknown): Account | null {
  if (typeof value !== "object" || value === null) return null
  const { type, algorithm, digits, period, id, secretId, issuer, account } = value as Account
  const { counter, tags, pinned, note, mark, uses, usedAtMs, createdAtMs, trashedAtMs } = value as Account
  const isPlain =
    types.has(type) &&
    algorithms.has(algorithm) &&
    isWhole(digits, 4, 10) &&
    isWhole(period, 1, 86_400) &&
    isPlainId(id) &&
    (secretId === undefined || isPlainId(secretId)) &&
    isText(issuer, 200) &&
    isText(account, 200) &&
    isWhole(counter) &&
    isTextList(tags, 50, 60) &&
    typeof pinned === "boolean" &&
    isText(note, 2_000) &&
    isText(mark, 80) &&
    isWhole(uses) &&
    (usedAtMs === null || isWhole(usedAtMs)) &&
    isWhole(createdAtMs) &&
    (trashedAtMs === null || isWhole(trashedAtMs))
  if (!isPlain) return null
  const code = { type, algorithm, digits, period, id, issuer, account, counter }
  const rest = { tags, pinned, note, mark, uses, usedAtMs, createdAtMs, trashedAtMs }
  return secretId === undefined ? { ...code, ...rest } : { ...code, secretId, ...rest }
}
