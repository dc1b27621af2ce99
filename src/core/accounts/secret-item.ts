/** @file The keychain item of an account: one line of JSON that says by itself which codes it makes, so that an item
 * found without its index can still be used. Documented in docs/storage.md. */
import { z } from "zod"
import { AppError } from "../errors.ts"
import { canonicalSecret } from "../otp/base32.ts"
import type { OtpEntry } from "../otp/entry.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { otpParameters } from "../vault/schema.ts"
import type { Account, OtpParameters } from "../vault/schema.ts"

const SECRET_ITEM_VERSION = 1

const secretItem = otpParameters.extend({
  v: z.literal(SECRET_ITEM_VERSION),
  /** Base32 as in {@link OtpEntry}; anything but the canonical spelling is damage. */
  secret: z.string().refine(isCanonical),
  /** The names at enrolment, for a rescue by hand. The index holds the present ones. */
  issuer: z.string(),
  account: z.string(),
})

function isCanonical(secret: string): boolean {
  try {
    return canonicalSecret(secret) === secret
  } catch {
    return false
  }
}

/** What makes the codes of one account. */
export interface OtpSecret extends OtpParameters {
  /** Base32 as in {@link OtpEntry}. */
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
  const item = secretItem.safeParse(json)
  if (!item.success) throw damaged
  const { type, secret, algorithm, digits, period } = item.data
  return { type, secret, algorithm, digits, period }
}
