import { describe, expect, test } from "vitest"
import { microsoftDatabase } from "../../../support/imports/databases.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import { fixture, formatOf, rowsOf, skippedOf } from "../reading.ts"

describe("Microsoft Authenticator's database", () => {
  test("accounts of sites and personal accounts are read, work accounts named", async () => {
    const file = fixture("microsoft-database/PhoneFactor.sqlite")
    expect(formatOf(file)?.id).toBe("microsoft-database")
    expect(await rowsOf(file)).toEqual([
      { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }) },
      {
        kind: "entry",
        entry: entry({
          issuer: "Microsoft",
          account: "bob@example.com",
          secret: "JBSWY3DPEHPK3PXP",
          digits: 8,
        }),
      },
      {
        kind: "skipped",
        label: "Work:cy@example.com",
        error: { kind: "import", problem: "restricted", format: "Microsoft Authenticator" },
      },
    ])
  })

  test("a secret that only the telephone can open is named as such, an empty one as empty", async () => {
    const rows = await rowsOf(
      await microsoftDatabase([
        ["a", "", "", 0, "sealed"],
        ["b", "", "", 0],
        ["c", "", "not base64!", 1],
        ["d", "", "A".repeat(1_000), 1],
      ]),
    )
    expect(skippedOf(rows).map(({ error }) => ("problem" in error ? error.problem : ""))).toEqual([
      "restricted",
      "empty",
      "bad-characters",
      "too-long",
    ])
  })
})
