import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { readTexts } from "../../../src/core/otp/read-texts.ts"
import { writeGoogleMigration } from "../../../src/core/otp/write-google-migration.ts"
import { writeOtpauthUri } from "../../../src/core/otp/write-otpauth-uri.ts"
import { REFUSED_URIS } from "../../vectors/otpauth-uris.ts"
import { anyEntry, entry, SECRET } from "./entries.ts"

const ada = entry({ account: "ada" })
const bob = entry({ account: "bob", secret: "KRUGKIDROVUWG2ZA" })
const cyd = entry({ account: "cyd", secret: "MJZG653OEBTG66BA", type: "hotp", counter: 9 })
const [adaUri, bobUri, cydUri] = [writeOtpauthUri(ada), writeOtpauthUri(bob), writeOtpauthUri(cyd)]
const notOtpauth = { kind: "otp", part: "uri", problem: "not-otpauth" }

describe("texts", () => {
  it("are links, several links a text, or Google's exports, in their order", () => {
    const google = writeGoogleMigration([bob, cyd], { size: 1, index: 0, id: 0 })
    expect(readTexts([adaUri, `${google}\n`])).toEqual({
      entries: [ada, bob, cyd],
      skipped: [],
      missingParts: null,
    })
    expect(readTexts([`\ufeff${adaUri}\r\n\r\n  ${bobUri}  \r${cydUri}`]).entries).toEqual([ada, bob, cyd])
  })

  it("with one bad row still give the others, and say which row it was", () => {
    const bad = `otpauth://totp/GitHub:eve?secret=${SECRET}&digits=99`
    expect(readTexts([`${adaUri}\n${bad}\nnot a link\n${bobUri}`, bad.replace("99", "0")])).toEqual({
      entries: [ada, bob],
      skipped: [
        { row: 2, label: "GitHub:eve", error: { kind: "otp", part: "digits", problem: "out-of-range" } },
        { row: 3, label: "", error: notOtpauth },
        { row: 5, label: "GitHub:eve", error: { kind: "otp", part: "digits", problem: "out-of-range" } },
      ],
      missingParts: null,
    })
  })

  it("without any link are one skipped row each", () => {
    expect(readTexts(["https://example.com", "line one\nline two"])).toEqual({
      entries: [],
      skipped: [
        { row: 1, label: "", error: notOtpauth },
        { row: 2, label: "", error: notOtpauth },
      ],
      missingParts: null,
    })
  })

  it("that are empty say so", () => {
    expect(readTexts(["", " \n"]).skipped.map(({ error }) => error)).toEqual([
      { kind: "otp", part: "uri", problem: "empty" },
      { kind: "otp", part: "uri", problem: "empty" },
    ])
    expect(readTexts([])).toEqual({ entries: [], skipped: [], missingParts: null })
  })

  it("that say the same twice count once; the same secret under another name does not", () => {
    const renamed = entry({ account: "ada2" })
    expect(readTexts([adaUri, `${adaUri}\n${writeOtpauthUri(renamed)}`]).entries).toEqual([ada, renamed])
  })

  it("count the rows inside Google's links", () => {
    const google = writeGoogleMigration([bob, cyd], { size: 1, index: 0, id: 0 })
    expect(readTexts([`${adaUri}\n${google}\nnonsense`]).skipped.map(({ row }) => row)).toEqual([4])
  })
})

describe("Google's export in several pictures", () => {
  const part = (index: number, size: number, id: number) =>
    writeGoogleMigration([entry({ account: `${size}/${index}/${id}` })], { size, index, id })

  it("is complete with all its parts, in any order, one of them twice", () => {
    expect(
      readTexts([part(2, 3, -5), part(0, 3, -5), part(2, 3, -5), part(1, 3, -5)]).missingParts,
    ).toBeNull()
  })

  it("says which parts are missing, counting from 1", () => {
    expect(readTexts([part(1, 4, 0)]).missingParts).toEqual({ size: 4, missing: [1, 3, 4] })
    expect(readTexts([part(1, 4, 0), part(3, 4, 0)])).toMatchObject({
      missingParts: { size: 4, missing: [1, 3] },
      skipped: [],
    })
  })

  it("does not complete one export with another's part", () => {
    expect(readTexts([part(0, 2, -1), part(1, 2, -2)]).missingParts).toEqual({ size: 2, missing: [2] })
  })

  it("does not count a part that could not be read", () => {
    expect(readTexts([part(0, 2, 0), part(1, 2, 0).slice(0, -12)])).toMatchObject({
      missingParts: { size: 2, missing: [2] },
      skipped: [{ row: 2, label: "", error: { part: "migration", problem: "damaged" } }],
    })
  })
})

describe("what a skipped row is called", () => {
  const labels = (text: string) => readTexts([text]).skipped.map(({ label }) => label)

  test.each([
    [`otpauth://totp/Site:me?secret=${SECRET}1`, "Site:me"],
    [`otpauth://totp/Site%3Ame?secret=`, "Site:me"],
    [`otpauth://totp/${SECRET}?secret=${SECRET}1`, ""],
    ["otpauth://totp/jbsw%20y3dp%20ehpk%203pxp?secret=", ""],
    [`otpauth://totp/me&secret=${SECRET}`, ""],
    ["otpauth://totp/me&secret=AAAA", ""],
    [`otpauth://totp/me%3Fsecret%3D${SECRET}`, ""],
    [`otpauth://totp/Site:AAAA?secret=AAA%20A9`, "Site:AAAA"],
    [`otpauth://totp/Site:AAAA9?secret=AAA%20A9`, ""],
    [`steam://${SECRET}1`, ""],
    [`motp://Site:me?secret=1e6b4ab3c8d0a5f2`, ""],
    [SECRET, ""],
  ])("%s", (text, label) => {
    expect(labels(text)).toEqual([label])
  })

  it("is never longer than a name may be, nor can it forge one", () => {
    const [label = ""] = labels(`otpauth://totp/${"a b ".repeat(100)}%E2%80%AE?secret=1`)
    expect(label).toHaveLength(199)
    expect(label).not.toContain("\u202e")
  })

  it("never holds the secret", () => {
    const broken = fc.constantFrom("&digits=99", "&period=0", "&algorithm=MD5", "9", "&encoder=x")
    fc.assert(
      fc.property(
        anyEntry.filter(({ secret }) => secret.length >= 16),
        broken,
        (made, suffix) => {
          const uri = `${writeOtpauthUri({ ...made, account: made.secret }).split("&")[0] ?? ""}${suffix}`
          for (const text of [uri, uri.replace("?", "&"), uri.replace("secret=", "secre=")]) {
            expect(JSON.stringify(readTexts([text]).skipped)).not.toContain(made.secret.slice(0, 16))
          }
        },
      ),
    )
  })
})

test("every link that cannot be used is skipped, and the good one beside it is not", () => {
  for (const { uri, part, problem } of REFUSED_URIS) {
    if (/[\r\n]/.test(uri)) continue
    const { entries, skipped } = readTexts([uri, adaUri])
    expect(entries).toEqual([ada])
    expect(skipped.map(({ error }) => error)).toEqual([{ kind: "otp", part, problem }])
  }
})

test("any texts are read without a failure", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 5 }), (texts) => {
      const { entries, skipped } = readTexts([...texts.map((text) => `otpauth://${text}`), ...texts, adaUri])
      expect(entries).toContainEqual(ada)
      expect(skipped.every(({ row, label }) => row >= 1 && label.length <= 200)).toBe(true)
    }),
  )
})
