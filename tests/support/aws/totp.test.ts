import { describe, expect, it } from "vitest"
import { codeOfStep, decodeBase32, matchingSteps, timeStep } from "./totp.ts"

/** The 20-byte seed of RFC 6238 appendix B, "12345678901234567890". */
const SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

describe("the stand-in's own one-time codes", () => {
  it.each([
    ["", ""],
    ["MY", "f"],
    ["MZXW6", "foo"],
    ["MZXW6YTBOI", "foobar"],
  ])("decodes the RFC 4648 vector %j", (text, decoded) => {
    expect(decodeBase32(text).toString()).toBe(decoded)
  })

  it("refuses a seed that is not base32", () => {
    expect(() => decodeBase32("MZXW1")).toThrow("not base32")
  })

  // Appendix B lists eight digits; six digits are the last six of them (RFC 4226 section 5.3).
  it.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("equals RFC 6238 appendix B at %d seconds", (seconds, code) => {
    expect(codeOfStep(SEED, timeStep(seconds * 1000))).toBe(code.slice(2))
  })

  it("accepts one step of drift either way and no more", () => {
    const nowMs = 1_111_111_111_000
    const now = timeStep(nowMs)
    const found = [-2, -1, 0, 1, 2].map((drift) => matchingSteps(SEED, codeOfStep(SEED, now + drift), nowMs))
    expect(found).toEqual([[], [now - 1], [now], [now + 1], []])
  })
})
