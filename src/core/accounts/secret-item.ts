/** @file The keychain item of an account: one line of JSON that says by itself which codes it makes, so that an item
 * found without its index can still be used. Documented in docs/storage.md. */
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { isOtpParameters } from "../vault/plain-parameters.ts"
import type { Account, OtpParameters } from "../vault/schema.ts"

const SECRET_ITEM_VERSION = 1

/** Checked by hand: it is read for every code, and a library for it takes longer to load than a code to show. */
interface SecretItem extends OtpSecret {
  readonly v: typeof SECRET_ITEM_VERSION
  /** The names at enrolment, for a rescue by hand. The index holds the present ones. */
  readonly issuer: string
  readonly account: string
}

function isSecretItem(value: unknown): value is SecretItem {
  if (!isOtpParameters(value)) return false
  const { v, secret, issuer, account } = value as Partial<Record<keyof SecretItem, unknown>>
  const isNamed = typeof issuer === "string" && typeof account === "string"
  return v === SECRET_ITEM_VERSION && isNamed && typeof secret === "string" && isCanonical(secret)
}

function isCanonical(secret: string): boolean {
  try {
    return canonicalSecret(secret) === secret
  } catch {
    return false
  }
}

/** What makes the codes of one account. */
export interface OtpSecret extends OtpParameters {
  /** Base32 as in {@link OtpEntry}; in an item anything but the canonical spelling is damage. */
  readonly secret: string
}

/** The keychain item that holds this account's secret. An item is never overwritten: a new secret is a new item. */
export function secretNameOf(account: Pick<Account, "id" | "secretId">): SecretName {
  return `otp/${account.secretId ?? account.id}`
}

/** One line, printable, under the 2,000 bytes of a keychain's value whatever the names. */
export function writeSecretItem(entry: OtpEntry): string {
  const { type, secret, algorithm, digits, period, issuer, account } = entry
  return JSON.stringify({ v: SECRET_ITEM_VERSION, type, secret, algorithm, digits, period, issuer, account })
}

/** @param name the account's, for the message. @throws AppError `secret-damaged`, without the item's content */
export function readSecretItem(text: string, name: string): OtpSecret {
  const damaged = new AppError({ kind: "secret-damaged", what: "account", name })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged
  }
  if (!isSecretItem(json)) throw damaged
  const { type, secret, algorithm, digits, period } = json
  return { type, secret, algorithm, digits, period }
}
