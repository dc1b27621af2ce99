import { describe, expect, test } from "vitest"
import { preferencesXml } from "../../../support/imports/android-files.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import { expectOnlyRefusals, fixture, formatOf, refusalOfReading, rowsOf, skippedOf } from "../reading.ts"

const fileOf = (list: unknown) => preferencesXml({ STATIC_TOTP_CODES_LIST: JSON.stringify(list) })
// The bytes 48656C6C6F21DEADBEEF and, in base64, the same without the last three and with EF.
const secret = "JBSWY3DPEHPK3PXP"

describe("TOTP Authenticator's preferences", () => {
  test("secrets of all three bases are read", async () => {
    const file = fixture("totp-authenticator-preferences/preferences.xml")
    expect(formatOf(file)?.id).toBe("totp-authenticator-preferences")
    expect(await rowsOf(file)).toEqual([
      { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret }) },
      {
        kind: "entry",
        entry: entry({ issuer: "Elm", account: "bob", secret: secrets[1], digits: 8, period: 60 }),
      },
      { kind: "entry", entry: entry({ issuer: "", account: "cy", secret }) },
    ])
  })

  test("one bad row among good ones is skipped", async () => {
    const good = { base: 16, key: "48656C6C6F21DEADBEEF", issuer: "", name: "ada", digits: "6", period: "30" }
    const rows = await rowsOf(
      fileOf([
        good,
        { ...good, base: 10 },
        { ...good, key: "ABC" },
        { ...good, base: 64, key: "?" },
        { ...good, key: undefined },
        1,
        { ...good, digits: "0" },
        { ...good, key: "00".repeat(300) },
        good,
      ]),
    )
    expect(rows.filter(({ kind }) => kind === "entry")).toHaveLength(2)
    expect(skippedOf(rows).map(({ error }) => ("problem" in error ? error.problem : ""))).toEqual([
      "unsupported",
      "bad-characters",
      "bad-characters",
      "missing",
      "missing",
      "out-of-range",
      "too-long",
    ])
  })

  test("no list and an empty one are told apart", async () => {
    expect(await refusalOfReading(rowsOf(fileOf({})))).toMatchObject({ problem: "damaged" })
    expect(await refusalOfReading(rowsOf(fileOf([])))).toMatchObject({ problem: "nothing" })
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("totp-authenticator-preferences/preferences.xml"), {}, 2)
  })
})
