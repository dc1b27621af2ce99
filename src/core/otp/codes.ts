import { HOTP, Secret } from "otpauth"
import { AppError } from "../errors.ts"
import { decodeBase32 } from "./base32.ts"
import type { OtpEntry } from "./entry.ts"
import { steamSymbols } from "./steam.ts"

/** What a code depends on. */
export type OtpKey = Pick<OtpEntry, "type" | "secret" | "algorithm" | "digits" | "period">

/** The code of one time step and the one after it. */
export interface StepCode {
  readonly code: string
  readonly next: string
  /** Unix time in milliseconds from which `code` is the right one. */
  readonly startsAtMs: number
  /** Unix time in milliseconds from which `next` is. */
  readonly expiresAtMs: number
}

/** The last instant a `Date` can hold. */
const LAST_MS = 8.64e15

/**
 * The code at a time, RFC 6238 section 4.2 with T0 = 0. Only Unix time counts: no time zone, no leap second.
 * @param nowMs Unix time in milliseconds. @throws AppError `clock` when it lies before 1970 or is no time at all.
 */
export function codeAt(key: OtpKey, nowMs: number): StepCode {
  return otpGenerator(key)(nowMs)
}

/** As {@link codeAt} for many times: the secret is decoded once. */
export function otpGenerator(key: OtpKey): (nowMs: number) => StepCode {
  const code = codeOfCounter(key)
  const periodMs = key.period * 1_000
  return (nowMs) => {
    if (!(nowMs >= 0 && nowMs <= LAST_MS)) throw new AppError({ kind: "clock", offsetMs: null })
    const step = Math.floor(nowMs / periodMs)
    return {
      code: code(step),
      next: code(step + 1),
      startsAtMs: step * periodMs,
      expiresAtMs: (step + 1) * periodMs,
    }
  }
}

/** The code of a counter, RFC 4226 section 5.3. @param counter 0 to 2^53-1 */
export function hotpCode(key: OtpKey, counter: number): string {
  return codeOfCounter(key)(counter)
}

function codeOfCounter(key: OtpKey): (counter: number) => string {
  const { algorithm } = key
  const secret = new Secret({ buffer: decodeBase32(key.secret).buffer })
  return (counter) => {
    if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError("a counter is a whole number")
    // Ten digits are the truncated HMAC itself: it is below 2^31, so no modulus is taken.
    if (key.type === "steam") {
      return steamSymbols(Number(HOTP.generate({ secret, algorithm, digits: 10, counter })))
    }
    return HOTP.generate({ secret, algorithm, digits: key.digits, counter })
  }
}
