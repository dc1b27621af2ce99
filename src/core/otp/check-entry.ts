import type { OtpAlgorithm, OtpType } from "../vault/schema.ts"
import { canonicalSecret } from "./base32.ts"
import type { OtpEntry } from "./entry.ts"
import { checkName } from "./names.ts"
import { readCounter, readDigits, readPeriod } from "./parameters.ts"
import { STEAM_DIGITS } from "./steam.ts"

/** The fields of the form, as they were typed. */
export interface TypedFields {
  readonly issuer: string
  readonly account: string
  readonly secret: string
  readonly type: OtpType
  readonly algorithm: OtpAlgorithm
  readonly digits: string
  readonly period: string
  readonly counter: string
}

/**
 * Makes an entry of what was typed. Fields without meaning for the type are not looked at: the counter of TOTP, the
 * period of HOTP, and all of Steam's, whose codes have one form.
 *
 * @throws AppError `otp`: the first field, in the order of the form, that cannot be used.
 */
export function checkEntry(typed: TypedFields): OtpEntry {
  const { type } = typed
  const secret = canonicalSecret(typed.secret)
  const names = { issuer: checkName(typed.issuer), account: checkName(typed.account) }
  if (type === "steam") {
    return { type, secret, algorithm: "SHA1", digits: STEAM_DIGITS, period: 30, counter: 0, ...names }
  }
  return {
    type,
    secret,
    algorithm: typed.algorithm,
    digits: readDigits(typed.digits),
    period: type === "hotp" ? 30 : readPeriod(typed.period),
    counter: type === "hotp" ? readCounter(typed.counter) : 0,
    ...names,
  }
}
