import fc from "fast-check"
import { URI } from "otpauth"
import { describe, expect, it, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { codeAt } from "../../../src/core/otp/codes.ts"
import { parseOtpauthUri } from "../../../src/core/otp/parse-otpauth-uri.ts"
import { writeOtpauthUri } from "../../../src/core/otp/write-otpauth-uri.ts"
import { ACCEPTED_URIS, REFUSED_URIS } from "../../vectors/otpauth-uris.ts"
import { anyEntry, entry, SECRET } from "./entries.ts"
import { refusalOf } from "./refusal-of.ts"

describe("links as they are met", () => {
  test.each(ACCEPTED_URIS)("$because", ({ uri, entry: meant }) => {
    expect(parseOtpauthUri(uri)).toEqual(meant)
  })
})

describe("links that cannot be used", () => {
  test.each(REFUSED_URIS.map((row) => ({ ...row, shown: row.uri.slice(0, 90) })))(
    "$shown: $part $problem",
    ({ uri, part, problem }) => {
      expect(refusalOf(() => parseOtpauthUri(uri))).toEqual({ kind: "otp", part, problem })
    },
  )
})

describe("writing and reading", () => {
  it("gives the same entry", () => {
    fc.assert(
      fc.property(anyEntry, (written) => {
        expect(parseOtpauthUri(writeOtpauthUri(written))).toEqual(written)
      }),
      { numRuns: 1_000 },
    )
  })

  it("keeps tags, writes spaces as %20 and nothing that needs escaping raw", () => {
    const written = entry({ issuer: "Air Canada", account: "a+b &#c", tags: ["at work", "x"] })
    const uri = writeOtpauthUri(written)
    expect(uri).toBe(
      "otpauth://totp/Air%20Canada:a%2Bb%20%26%23c?secret=JBSWY3DPEHPK3PXP&issuer=Air%20Canada&algorithm=SHA1&digits=6&period=30&tags=at%20work&tags=x",
    )
    expect(parseOtpauthUri(uri)).toEqual(written)
  })

  it("is understood by the otpauth library in the same way", () => {
    const readable = anyEntry.filter(
      ({ type, issuer, account, counter }) =>
        type !== "steam" && account !== "" && !/[:/?]/.test(issuer + account) && counter < 2 ** 50,
    )
    fc.assert(
      fc.property(readable, (written) => {
        const theirs = URI.parse(writeOtpauthUri(written))
        expect(theirs.secret.base32).toBe(written.secret)
        expect(theirs.digits).toBe(written.digits)
        expect(theirs.algorithm).toBe(written.algorithm)
        if ("period" in theirs) {
          expect(theirs.period).toBe(written.period)
          expect(theirs.generate({ timestamp: 1e12 })).toBe(codeAt(written, 1e12).code)
        } else expect(theirs.counter).toBe(written.counter)
      }),
    )
  })
})

describe("whatever the text", () => {
  const pieces = fc.constantFrom(
    "otpauth://",
    "otpauth-migration://offline?data=",
    "steam://",
    "totp/",
    "hotp/",
    "steam/",
    "?",
    "&",
    "=",
    ":",
    "#",
    "%",
    "%3A",
    "%zz",
    "+",
    "secret=",
    SECRET,
    "digits=",
    "period=",
    "counter=",
    "algorithm=",
    "encoder=steam",
    "issuer=",
    "tags=",
    "codeDisplay=",
    '{"tags":{}}',
    "__proto__",
    "99",
    "-1",
    "\0",
    "\ud800",
    "\u202e",
  )
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 25 }).map((parts) => parts.join("")),
    fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 20 })
      .map((parts) => `otpauth://totp/me?secret=${SECRET}&${parts.join("")}`),
  )

  it("there is an entry fit for use, or an AppError", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          const { secret, digits, period, counter, issuer, account } = parseOtpauthUri(text)
          expect(secret).toMatch(/^[A-Z2-7]{2,410}$/)
          expect(digits >= 4 && digits <= 10 && period >= 1 && period <= 86_400).toBe(true)
          expect(Number.isSafeInteger(counter) && counter >= 0).toBe(true)
          expect(issuer.length <= 200 && account.length <= 200).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it("an error holds nothing of the text", () => {
    const marked = `QQQQ${SECRET}`
    const broken = fc.constantFrom(
      `otpauth://totp/me?secret=${marked}1`,
      `otpauth://totp/me?secret=${marked}&digits=${marked}`,
      `otpauth://totp/me?secret=${marked}&algorithm=${marked}`,
      `otpauth://totp/me?secret=${marked}&counter=1&period=${marked}`,
      `otpauth://${marked}/me`,
      `steam://${marked}!`,
      marked,
    )
    fc.assert(
      fc.property(broken, (text) => {
        try {
          parseOtpauthUri(text)
        } catch (error) {
          const { message, stack = "", data, cause } = error as AppError
          expect(JSON.stringify([message, stack, data, cause])).not.toContain("QQQQ")
          return
        }
        expect.unreachable("it was accepted")
      }),
    )
  })

  it("a link made to be slow is not", () => {
    // Each of these would take minutes with a pattern that backtracks; the runner's limit is 20 s.
    for (const filler of ["=", "%3D", ":", "&", "+", "%", "#", "?", " ", "&amp;", "e\u0301"]) {
      const text = `otpauth://totp/${filler.repeat(1_000)}?secret=${"=".repeat(1_000)}x&issuer=${filler.repeat(500)}`
      expect(refusalOf(() => parseOtpauthUri(text)).kind).toBe("otp")
    }
  })
})
