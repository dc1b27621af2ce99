import { describe, expect, test } from "vitest"
import { databaseOf, googleDatabase, googleTable } from "../../../support/imports/databases.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import { expectOnlyRefusals, fixture, formatOf, refusalOfReading, rowsOf, skippedOf } from "../reading.ts"

const file = fixture("google-database/databases.sqlite")

describe("Google Authenticator's database", () => {
  test("accounts are read, HOTP with its counter", async () => {
    expect(formatOf(file)?.id).toBe("google-database")
    expect(await rowsOf(file)).toEqual([
      { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }) },
      {
        kind: "entry",
        entry: entry({ type: "hotp", issuer: "Elm", account: "bob", secret: secrets[1], counter: 41 }),
      },
    ])
  })

  test("one bad row among good ones is skipped", async () => {
    const rows = await rowsOf(
      await googleDatabase([
        ["a", "no base32!", 0, 0, null],
        ["b", secrets[0], 0, 7, null],
        ["c", secrets[0], -1, 1, null],
        ["d", secrets[0], 0, 0, null],
      ]),
    )
    expect(skippedOf(rows).map(({ label, error }) => [label, "part" in error ? error.part : ""])).toEqual([
      ["a", "secret"],
      ["b", "type"],
      ["c", "counter"],
    ])
    expect(rows.at(-1)).toMatchObject({ kind: "entry", entry: { account: "d" } })
  })

  test("a secret that only the telephone can open is named as such", async () => {
    const bytes = await databaseOf([
      [
        googleTable
          .replace(")", ", isencrypted INTEGER)")
          .replace("_id INTEGER PRIMARY KEY, isencrypted INTEGER)", "_id INTEGER PRIMARY KEY)"),
      ],
      ["INSERT INTO accounts (email, secret, type, isencrypted) VALUES ('a', 'x', 0, 1)"],
    ])
    expect(skippedOf(await rowsOf(bytes))).toEqual([
      { label: "a", error: { kind: "import", problem: "restricted", format: "Google Authenticator" } },
    ])
  })

  test("an empty table is refused as empty", async () => {
    expect(await refusalOfReading(rowsOf(await googleDatabase([])))).toMatchObject({ problem: "nothing" })
  })

  test("damage never stops the reading", { timeout: 60_000 }, async () => {
    await expectOnlyRefusals(file, {}, 53)
  })
})
