import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import {
  canonicalSecret,
  decodeBase32,
  encodeBase32,
  isCanonicalSecret,
} from "../../../src/core/otp/base32.ts"
import { RFC4648_BASE32_VECTORS } from "../../vectors/rfc4648.ts"
import { refusalOf } from "./refusal-of.ts"

const ascii = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1")

describe("the values of RFC 4648", () => {
  test.each(RFC4648_BASE32_VECTORS)("%s is %s", (text, encoded) => {
    expect(ascii(decodeBase32(encoded))).toBe(text)
    expect(encodeBase32(Buffer.from(text))).toBe(encoded.replaceAll("=", ""))
  })
})

test("encoding any bytes and decoding them gives the same bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 256 }), (bytes) => {
      const text = encodeBase32(bytes)
      expect(text).toMatch(/^[A-Z2-7]+$/)
      expect(decodeBase32(text)).toEqual(bytes)
      expect(decodeBase32(text.toLowerCase())).toEqual(bytes)
    }),
  )
})

describe("what people type", () => {
  test.each([
    "JBSWY3DPEHPK3PXP",
    "jbswy3dpehpk3pxp",
    "JBSW Y3DP EHPK 3PXP",
    "jbsw-y3dp-ehpk-3pxp",
    "JBSW_Y3DP_EHPK_3PXP",
    "  JBSW Y3DP\u00a0EHPK\t3PXP\r\n",
    "JBSW\u2013Y3DP\u2011EHPK\u200b3PXP\ufeff",
    "JBSWY3DPEHPK3PXP====",
    "JBSWY3DPEHPK3PXP%3D%3d",
    "JBSWY3DPEHPK3PXP= = =",
  ])("%j means the same secret", (typed) => {
    expect(canonicalSecret(typed)).toBe("JBSWY3DPEHPK3PXP")
  })

  it("drops the bits after the last byte, and spells the rest with zeros", () => {
    expect(decodeBase32("JBSWY3DPEHPK3PXPA")).toEqual(decodeBase32("JBSWY3DPEHPK3PXP"))
    expect(canonicalSecret("MZ")).toBe("MY")
    expect(canonicalSecret("77")).toBe("74")
  })
})

describe("what is refused", () => {
  test.each([
    ["", "empty"],
    [" - = ", "empty"],
    ["%3D", "empty"],
    ["A", "too-short"],
    ["JBSWY0DP", "digit-for-letter"],
    ["JBSWY1DP", "digit-for-letter"],
    ["JBSWY8DP", "digit-for-letter"],
    ["JBSWY9DP", "digit-for-letter"],
    ["JBSW=Y3DP", "bad-characters"],
    ["JBSW.Y3DP", "bad-characters"],
    ["JBSW\0Y3DP", "bad-characters"],
    ["JBSW+Y3DP", "bad-characters"],
    ["otpauth://totp/x", "bad-characters"],
    ["\uff2aBSWY3DP", "bad-characters"], // full-width J
    ["JBSWY\uff13DP", "bad-characters"], // full-width 3
    ["\u0410BSWY3DP", "bad-characters"], // Cyrillic A
    ["JBSW\u0131Y3D", "bad-characters"], // dotless i: upper-cases to I
    ["JB\u017fWY3DP", "bad-characters"], // long s: upper-cases to S
    ["A".repeat(412), "too-long"],
    ["A".repeat(131_072), "too-long"],
  ])("%j: %s", (typed, problem) => {
    expect(refusalOf(() => decodeBase32(typed))).toEqual({ kind: "otp", part: "secret", problem })
  })

  it("takes 256 bytes and not one more", () => {
    const longest = encodeBase32(new Uint8Array(256).fill(0xa5))
    expect(decodeBase32(longest)).toHaveLength(256)
    expect(refusalOf(() => decodeBase32(`${longest}AA`))).toMatchObject({ problem: "too-long" })
  })
})

test("a secret is canonical when decoding and encoding it changes nothing", () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567a1= ")),
    maxLength: 20,
  })
  const symbols = fc.string({ unit: fc.constantFrom(...Array.from("AQI4YW7")), minLength: 1, maxLength: 415 })
  const spelt = (secret: string) => {
    try {
      return encodeBase32(decodeBase32(secret))
    } catch {
      return null
    }
  }
  fc.assert(
    fc.property(fc.oneof(text, symbols), (secret) => {
      expect(isCanonicalSecret(secret)).toBe(spelt(secret) === secret)
    }),
  )
})
