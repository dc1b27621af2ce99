import type { OtpParameters } from "../vault/schema.ts"

/** Equal for secrets that make the same codes, whatever they are called: the counter of HOTP does not matter. */
export function codeKey({
  type,
  secret,
  algorithm,
  digits,
  period,
}: OtpParameters & { readonly secret: string }): string {
  return [type, secret, algorithm, digits, period].join("/")
}
