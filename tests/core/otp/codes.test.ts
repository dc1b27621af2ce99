import { createHmac } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { decodeBase32 } from "../../../src/core/otp/base32.ts"
import { codeAt, hotpCode, otpGenerator } from "../../../src/core/otp/codes.ts"
import type { OtpKey } from "../../../src/core/otp/codes.ts"
import { RFC4226_SECRET, RFC4226_VECTORS } from "../../vectors/rfc4226.ts"
import { RFC6238_SECRETS, RFC6238_VECTORS } from "../../vectors/rfc6238.ts"
import { STEAM_VECTORS } from "../../vectors/steam.ts"
import { anyEntry, entry, secretOf } from "./entries.ts"
import { refusalOf } from "./refusal-of.ts"

const rfc4226 = entry({ type: "hotp", secret: secretOf(RFC4226_SECRET) })

/** RFC 4226 section 5.3 written again, with 64-bit integers, independent of the library that codes.ts uses. */
function truncated(key: OtpKey, counter: bigint): bigint {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(counter)
  const hmac = createHmac(key.algorithm, decodeBase32(key.secret)).update(message).digest()
  return BigInt(hmac.readUInt32BE((hmac.at(-1) ?? 0) & 15) & 0x7fffffff)
}

function independentCode(key: OtpKey, counter: bigint): string {
  let rest = truncated(key, counter)
  if (key.type !== "steam") return (rest % 10n ** BigInt(key.digits)).toString().padStart(key.digits, "0")
  let code = ""
  for (let place = 0; place < 5; place++, rest /= 26n)
    code += "23456789BCDFGHJKMNPQRTVWXY"[Number(rest % 26n)] ?? ""
  return code
}

describe("the values of RFC 4226 appendix D", () => {
  test.each(RFC4226_VECTORS)("counter %i", (counter, decimal, code) => {
    expect(hotpCode(rfc4226, counter)).toBe(code)
    expect(hotpCode({ ...rfc4226, digits: 10 }, counter)).toBe(String(decimal).padStart(10, "0"))
  })
})

describe("the values of RFC 6238 appendix B", () => {
  test.each(RFC6238_VECTORS)("%i s, %s: %s", (seconds, algorithm, code) => {
    const key = entry({ secret: secretOf(RFC6238_SECRETS[algorithm]), algorithm, digits: 8 })
    expect(codeAt(key, seconds * 1_000).code).toBe(code)
    expect(codeAt({ ...key, digits: 6 }, seconds * 1_000 + 999).code).toBe(code.slice(2))
  })
})

describe("Steam", () => {
  test.each(STEAM_VECTORS)("%s at %i s: %s", (secret, seconds, code) => {
    expect(codeAt(entry({ type: "steam", secret, digits: 5 }), seconds * 1_000).code).toBe(code)
  })
})

describe("large counters and late times", () => {
  test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 7, Number.MAX_SAFE_INTEGER])(
    "counter %i is eight bytes, not four",
    (counter) => {
      expect(hotpCode(rfc4226, counter)).toBe(independentCode(rfc4226, BigInt(counter)))
    },
  )

  it("makes the published code past 2^32", () => {
    expect(hotpCode(rfc4226, 4_294_967_297)).toBe("108930")
  })

  test.each([
    ["the epoch", 0],
    ["its last second", 29],
    ["the second step", 30],
    ["59 s", 59],
    ["before 2038-01-19", 2 ** 31 - 1],
    ["2038-01-19", 2 ** 31],
    ["before 2106-02-07", 2 ** 32 - 1],
    ["2106-02-07", 2 ** 32],
    ["2603", 20_000_000_000],
    ["the end of the year 9999", 253_402_300_799],
  ])("at %s", (_, seconds) => {
    for (const period of [1, 30, 60]) {
      const key = entry({ period })
      const step = Math.floor(seconds / period)
      expect(codeAt(key, seconds * 1_000)).toEqual({
        code: independentCode(key, BigInt(step)),
        next: independentCode(key, BigInt(step) + 1n),
        startsAtMs: step * period * 1_000,
        expiresAtMs: (step + 1) * period * 1_000,
      })
    }
  })
})

test("any entry at any time has the code of an independent implementation", () => {
  fc.assert(
    fc.property(anyEntry, fc.nat({ max: 253_402_300_799_999 }), (key, nowMs) => {
      const { code, next, startsAtMs, expiresAtMs } = codeAt(key, nowMs)
      const step = BigInt(Math.floor(nowMs / 1_000)) / BigInt(key.period)
      expect(code).toBe(independentCode(key, step))
      expect(next).toBe(independentCode(key, step + 1n))
      expect(startsAtMs <= nowMs && nowMs < expiresAtMs).toBe(true)
      expect(expiresAtMs - startsAtMs).toBe(key.period * 1_000)
    }),
    { numRuns: 300 },
  )
})

describe("the turn of a time step", () => {
  const generate = otpGenerator(entry())

  it("comes in the millisecond in which the period is over", () => {
    const before = generate(59_999)
    const after = generate(60_000)
    expect(before.expiresAtMs).toBe(60_000)
    expect(after.code).toBe(before.next)
    expect(after.code).not.toBe(before.code)
    expect(generate(89_999)).toEqual(after)
  })
})

describe("what is no time and no counter", () => {
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])("%d is refused as a time", (nowMs) => {
    expect(refusalOf(() => codeAt(entry(), nowMs))).toEqual({ kind: "clock", offsetMs: null })
  })

  test.each([-1, 0.5, 2 ** 53])("%d is refused as a counter", (counter) => {
    expect(() => hotpCode(rfc4226, counter)).toThrow(RangeError)
  })
})
