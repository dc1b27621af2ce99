import { describe, expect, test } from "vitest"
import { MAX_ROWS } from "../../../../src/core/imports/row-limit.ts"
import { links, migrationParts, secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import {
  bytesOf,
  entriesOf,
  expectOnlyRefusals,
  fixture,
  formatOf,
  refusalOfReading,
  rowsOf,
  skippedOf,
} from "../reading.ts"

const oak = entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] })

describe("lists of links", () => {
  test("a list gives its rows in order, and keeps what Keycard does not compute", async () => {
    const rows = await rowsOf(fixture("links/list.txt"))
    expect(entriesOf(rows)).toEqual([
      oak,
      entry({
        type: "hotp",
        issuer: "Elm",
        account: "bob",
        secret: secrets[1],
        algorithm: "SHA256",
        digits: 8,
        counter: 41,
      }),
      entry({ issuer: "Fir", account: "cy", secret: secrets[2], algorithm: "SHA512", digits: 7, period: 60 }),
      entry({ type: "steam", issuer: "Steam", account: "", secret: secrets[3], digits: 5 }),
    ])
    expect(rows.slice(4)).toEqual([
      { kind: "kept", kept: { issuer: "Ash", account: "dee", what: "mOTP", uri: links[4] } },
      { kind: "kept", kept: { issuer: "Yew", account: "eve", what: "Yandex", uri: links[5] } },
      { kind: "kept", kept: { issuer: "Old", account: "md", what: "MD5", uri: links[6] } },
    ])
  })

  test.each([["SHA224"], ["sha-384"], ["HmacMD5"]])(
    "a link with %s is kept under its usual name",
    async (algorithm) => {
      const [row] = await rowsOf(`otpauth://totp/a?secret=${secrets[0]}&algorithm=${algorithm}`)
      expect(row).toMatchObject({
        kind: "kept",
        kept: { what: algorithm.replace(/hmac|-/gi, "").toUpperCase() },
      })
    },
  )

  test("a hash that no authenticator knows is skipped, not kept", async () => {
    const rows = await rowsOf(`otpauth://totp/a?secret=${secrets[0]}&algorithm=CRC32`)
    expect(skippedOf(rows)).toEqual([
      { label: "a", error: { kind: "otp", part: "algorithm", problem: "unsupported" } },
    ])
  })

  test("what has no secret is not kept", async () => {
    const rows = await rowsOf("motp://Ash:dee?secret=\notpauth://yaotp/Yew:eve")
    expect(rows.map(({ kind }) => kind)).toEqual(["skipped", "skipped"])
  })

  test.each([
    ["a byte-order mark", `\ufeff${links[0]}`],
    ["old Macintosh lines", `${links[0]}\r${links[0]}`],
    ["a heading and blank lines", `\n${links[0]}\n\n${links[0]}&note\n`],
    ["quotes", `"${links[0]}"`],
  ])("%s does not matter", async (_name, text) => {
    expect(entriesOf(await rowsOf(text))[0]).toEqual(oak)
  })

  test("one bad row among good ones is skipped with its reason and without its secret", async () => {
    const rows = await rowsOf([links[0], "otpauth://totp/Bad:row?secret=0189SECRET", links[1]].join("\n"))
    expect(rows.map(({ kind }) => kind)).toEqual(["entry", "skipped", "entry"])
    expect(skippedOf(rows)).toEqual([
      { label: "Bad:row", error: { kind: "otp", part: "secret", problem: "digit-for-letter" } },
    ])
    expect(JSON.stringify(skippedOf(rows))).not.toContain("0189SECRET")
  })

  test("the parts of a Google export are joined, and the missing one is named", async () => {
    const rows = await rowsOf(fixture("links/migration.txt"))
    expect(entriesOf(rows).map(({ account }) => account)).toEqual(["part 1", "part 3"])
    expect(rows.at(-1)).toEqual({
      kind: "skipped",
      label: "",
      error: { kind: "migration-parts", size: 3, missing: [2] },
    })
  })

  test("the same part twice counts once", async () => {
    expect(entriesOf(await rowsOf([migrationParts[0], migrationParts[0]].join("\n")))).toHaveLength(1)
  })

  test.each([
    ["JSON", `["${links[0]}"]`],
    ["a table with a link in a column", `name,url\noak,${links[0]}\n`],
    ["prose", `Dear Ada,\nhere it is:\n${links[0]}\nYours`],
    ["nothing", ""],
    ["UTF-16", Buffer.from(links[0], "utf16le").toString("latin1")],
  ])("%s is another kind of file", (_name, text) => {
    expect(formatOf(bytesOf(text))).toBeUndefined()
  })

  test("more links than anybody has are refused", async () => {
    const many = Array.from({ length: MAX_ROWS + 1 }, (_, index) => `otpauth:${index}`).join("\n")
    expect(await refusalOfReading(rowsOf(many))).toMatchObject({ kind: "import", problem: "too-many" })
  })

  test("a link of a million parameters is refused without being searched", async () => {
    const rows = await rowsOf(`otpauth://totp/${"a".repeat(1_000_000)}?${"secret=b&".repeat(500_000)}`)
    expect(skippedOf(rows)).toEqual([{ label: "", error: { kind: "otp", part: "uri", problem: "too-long" } }])
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("links/list.txt"), {}, 1)
    await expectOnlyRefusals(fixture("links/migration.txt"), {}, 1)
  })
})
