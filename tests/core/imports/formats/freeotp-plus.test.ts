import { describe, expect, test } from "vitest"
import { openToken } from "../../../support/imports/android-files.ts"
import { secrets, tokens } from "../../../support/imports/files-fixtures.ts"
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

describe("FreeOTP+'s export", () => {
  test("tokens come in the file's order, HOTP with the next counter", async () => {
    const file = fixture("freeotp-plus/export.json")
    expect(formatOf(file)?.id).toBe("freeotp-plus")
    expect(entriesOf(await rowsOf(file)).map(({ type, issuer, counter }) => [type, issuer, counter])).toEqual(
      [
        ["totp", "Oak Bank", 0],
        ["hotp", "Elm", 41],
        ["totp", "Fir at home", 0],
        ["steam", "Steam", 0],
      ],
    )
  })

  test("absent fields have the defaults of the app", async () => {
    const json = JSON.stringify({
      tokenOrder: [],
      tokens: [openToken({ type: "TOTP", label: "ada" }, secrets[0])],
    })
    expect(await rowsOf(json)).toEqual([
      { kind: "entry", entry: entry({ issuer: "", account: "ada", secret: secrets[0] }) },
    ])
  })

  test("one bad row among good ones is skipped", async () => {
    const good = openToken(...tokens[0]!)
    const json = `{"tokenOrder":[],"tokens":[${JSON.stringify(good)},null,7,{"__proto__":${JSON.stringify(good)}},${JSON.stringify(good)}]}`
    const rows = await rowsOf(json)
    expect(rows.map(({ kind }) => kind)).toEqual(["entry", "skipped", "skipped", "skipped", "entry"])
    expect(skippedOf(rows)[0]).toEqual({
      label: "",
      error: { kind: "otp", part: "secret", problem: "missing" },
    })
  })

  test("numbers that no counter has are refused, not rounded", async () => {
    const hotp = { type: "HOTP", label: "a", secret: [1] }
    const json = `{"tokenOrder":[],"tokens":[${["1e300", "9007199254740993", "1.5", '"0x10"', "[]"].map((counter) => JSON.stringify(hotp).replace("}", `,"counter":${counter}}`)).join(",")}]}`
    expect((await rowsOf(json)).map(({ kind }) => kind)).toEqual(Array(5).fill("skipped"))
  })

  test("an export without tokens is refused as empty, another JSON is another file", async () => {
    expect(await refusalOfReading(rowsOf('{"tokens":[],"tokenOrder":[]}'))).toMatchObject({
      problem: "nothing",
    })
    for (const json of ["[]", "null", '{"tokens":{},"tokenOrder":[]}', '{"tokens":[]}'])
      expect(formatOf(bytesOf(json))).toBeUndefined()
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("freeotp-plus/export.json"), {}, 2)
  })
})
