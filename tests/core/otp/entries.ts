import fc from "fast-check"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { cleanName } from "../../../src/core/otp/names.ts"
import type { OtpAlgorithm } from "../../../src/core/vault/schema.ts"

export const SECRET = "JBSWY3DPEHPK3PXP"

/** A plain TOTP entry, with what a test cares about changed. */
export function entry(changes: Partial<OtpEntry> = {}): OtpEntry {
  return {
    type: "totp",
    secret: SECRET,
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    counter: 0,
    issuer: "GitHub",
    account: "ada@example.com",
    ...changes,
  }
}

/** ASCII text as a base32 secret. */
export function secretOf(ascii: string): string {
  return encodeBase32(new TextEncoder().encode(ascii))
}

export const anySecret: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 1, maxLength: 256 })
  .map((bytes) => encodeBase32(bytes))

/** Names with what breaks links: colons, percents, plus signs, other scripts, half emoji. */
export const anyName: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ maxLength: 40, unit: "grapheme" }),
    fc.string({ maxLength: 40, unit: "binary" }),
    fc.string({ maxLength: 20, unit: fc.constantFrom(...Array.from("a:A %+&?#/=.\u00df\u0130\uff1a 😀")) }),
    fc.constantFrom("", "Steam", "steam", "Air Canada", "C++", "a:b", "100%", "__proto__", "constructor"),
  )
  .map((name) => cleanName(name))

const anyAlgorithm = fc.constantFrom<OtpAlgorithm>("SHA1", "SHA256", "SHA512")
const names = { secret: anySecret, issuer: anyName, account: anyName }

export const anyEntry: fc.Arbitrary<OtpEntry> = fc.oneof(
  fc.record({
    ...names,
    type: fc.constant("totp" as const),
    algorithm: anyAlgorithm,
    digits: fc.integer({ min: 4, max: 10 }),
    period: fc.oneof(fc.constant(30), fc.integer({ min: 1, max: 86_400 })),
    counter: fc.constant(0),
  }),
  fc.record({
    ...names,
    type: fc.constant("hotp" as const),
    algorithm: anyAlgorithm,
    digits: fc.integer({ min: 4, max: 10 }),
    period: fc.constant(30),
    counter: fc.maxSafeNat(),
  }),
  fc.record({
    ...names,
    type: fc.constant("steam" as const),
    algorithm: fc.constant("SHA1" as const),
    digits: fc.constant(5),
    period: fc.constant(30),
    counter: fc.constant(0),
  }),
)
