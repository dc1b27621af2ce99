import { describe, expect, test } from "vitest"
import { openToken, preferencesXml } from "../../../support/imports/android-files.ts"
import { links, secrets, tokens } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import {
  entriesOf,
  expectOnlyRefusals,
  fixture,
  formatOf,
  refusalOfReading,
  rowsOf,
  skippedOf,
} from "../reading.ts"

const expected = [
  entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }),
  entry({
    type: "hotp",
    issuer: "Elm",
    account: "bob",
    secret: secrets[1],
    algorithm: "SHA256",
    digits: 8,
    counter: 41,
  }),
  entry({
    issuer: "Fir at home",
    account: "cy 2",
    secret: secrets[2],
    algorithm: "SHA512",
    digits: 7,
    period: 60,
  }),
  entry({ type: "steam", issuer: "Steam", account: "dee", secret: secrets[3], digits: 5 }),
]
const xmlOf = (values: Record<string, unknown>) =>
  preferencesXml(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  )

describe("FreeOTP's preferences", () => {
  test("tokens come in the order that the app shows, HOTP with the next counter", async () => {
    const file = fixture("freeotp-preferences/tokens.xml")
    expect(formatOf(file)?.id).toBe("freeotp-preferences")
    expect(entriesOf(await rowsOf(file))).toEqual([...expected].reverse())
  })

  test("what the order does not name comes last, what it names in vain does not matter", async () => {
    const [token, secret] = tokens[0]!
    const rows = await rowsOf(xmlOf({ other: openToken(token, secret), tokenOrder: ["gone", 7] }))
    expect(rows).toEqual([{ kind: "entry", entry: expected[0] }])
  })

  test("a link instead of a token, as old versions kept it, is read", async () => {
    expect(await rowsOf(xmlOf({ a: links[0], tokenOrder: [] }))).toEqual([
      { kind: "entry", entry: expected[0] },
    ])
  })

  test("each unusable token is skipped with its reason, and the good one is read", async () => {
    const [token, secret] = tokens[0]!
    const good = openToken(token, secret)
    const rows = await rowsOf(
      xmlOf({
        text: "no JSON",
        none: { ...good, secret: [] },
        absent: { ...good, secret: undefined },
        unsigned: { ...good, secret: [200] },
        fraction: { ...good, secret: [1.5] },
        long: { ...good, secret: Array(257).fill(1) },
        type: { ...good, type: "YAOTP" },
        untyped: { ...good, type: undefined },
        digits: { ...good, digits: 99 },
        period: { ...good, period: 0 },
        counter: { ...good, type: "HOTP", counter: -1 },
        good,
        tokenOrder: [],
      }),
    )
    expect(
      skippedOf(rows).map(({ error }) => ("part" in error ? `${error.part} ${error.problem}` : error.kind)),
    ).toEqual([
      "import",
      "secret empty",
      "secret missing",
      "secret damaged",
      "secret damaged",
      "secret too-long",
      "type unsupported",
      "type missing",
      "digits out-of-range",
      "period out-of-range",
      "counter out-of-range",
    ])
    expect(entriesOf(rows)).toEqual([expected[0]])
  })

  test("a token with a hash that Keycard does not compute is kept with all that it says", async () => {
    const token = { type: "HOTP", issuerExt: "Old & Co", label: "a:b", algo: "SHA224", digits: 8, counter: 6 }
    const [row] = await rowsOf(xmlOf({ a: openToken(token, secrets[0]), tokenOrder: [] }))
    expect(row).toEqual({
      kind: "kept",
      kept: {
        issuer: "Old & Co",
        account: "a:b",
        what: "SHA224",
        uri: `otpauth://hotp/Old%20%26%20Co:a%3Ab?secret=${secrets[0]}&issuer=Old%20%26%20Co&algorithm=SHA224&digits=8&counter=7`,
      },
    })
  })

  test("Steam's issuer with six digits stays what it says", async () => {
    const [row] = await rowsOf(
      xmlOf({
        a: openToken({ type: "TOTP", issuerExt: "Steam", label: "a", digits: 6 }, secrets[0]),
        tokenOrder: [],
      }),
    )
    expect(row).toMatchObject({ kind: "entry", entry: { type: "totp", digits: 6 } })
  })

  test("entities of the file's own are not expanded", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE map [<!ENTITY a "${"x".repeat(1_000)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"abcdefghij"[n + 1]} "${`&${"abcdefghij"[n]};`.repeat(10)}">`).join("")}]>
      <map><string name="tokenOrder">[]</string><string name="t">&j;</string></map>`
    expect(skippedOf(await rowsOf(bomb))).toEqual([
      { label: "t", error: { kind: "import", problem: "damaged", format: "FreeOTP" } },
    ])
  })

  test.each([
    ["cut off", preferencesXml({ tokenOrder: "[]", a: "{}" }).slice(0, -8)],
    ["of another root", `<x><map name="tokenOrder"></map></x>`],
  ])("a file that is %s is refused as damaged", async (_name, xml) => {
    expect(await refusalOfReading(rowsOf(xml))).toMatchObject({ kind: "import", problem: "damaged" })
  })

  test("a file without tokens is refused as empty", async () => {
    expect(await refusalOfReading(rowsOf(xmlOf({ tokenOrder: [] })))).toMatchObject({ problem: "nothing" })
  })

  test("nesting without an end is refused, in JSON it is a damaged text", async () => {
    const deep = `<map>${"<a>".repeat(1_000_000)}${"</a>".repeat(1_000_000)}<string name="tokenOrder"></string></map>`
    expect(await refusalOfReading(rowsOf(deep))).toMatchObject({ problem: "damaged" })
    const lists = xmlOf({ a: "[".repeat(1_000_000), b: "{".repeat(1_000_000), tokenOrder: [] })
    expect((await rowsOf(lists)).map(({ kind }) => kind)).toEqual(["skipped", "skipped"])
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("freeotp-preferences/tokens.xml"), {}, 3)
  })
})
