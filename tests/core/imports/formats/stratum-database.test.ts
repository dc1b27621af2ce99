import { describe, expect, test } from "vitest"
import { stratumDatabase } from "../../../support/imports/databases.ts"
import { secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import { fixture, formatOf, rowsOf, skippedOf } from "../reading.ts"

describe("Stratum's database", () => {
  test("accounts come with their categories as tags, mOTP is kept with its PIN", async () => {
    const file = fixture("stratum-database/authenticator.sqlite")
    expect(formatOf(file)?.id).toBe("stratum-database")
    expect(await rowsOf(file)).toEqual([
      {
        kind: "entry",
        entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0], tags: ["Money", "Home"] }),
      },
      {
        kind: "entry",
        entry: entry({
          type: "hotp",
          issuer: "Elm",
          account: "",
          secret: secrets[1],
          algorithm: "SHA256",
          digits: 8,
          counter: 41,
        }),
      },
      {
        kind: "entry",
        entry: entry({ type: "steam", issuer: "Steam", account: "cy", secret: secrets[3], digits: 5 }),
      },
      {
        kind: "kept",
        kept: {
          issuer: "Ash",
          account: "dee",
          what: "mOTP",
          uri: "motp://Ash:dee?secret=0123456789abcdef&issuer=Ash&pin=1234&digits=6&period=30",
        },
      },
    ])
  })

  test("Yandex is kept; unknown numbers are skipped", async () => {
    const rows = await rowsOf(
      await stratumDatabase([
        { type: 5, issuer: "Yandex", username: "a/b?c", secret: "AAAA", pin: "56789" },
        { type: 9, issuer: "x", username: "y", secret: "AAAB" },
        { type: 2, issuer: "x", username: "y", secret: "AAAC", algorithm: 3 },
        { type: 2, issuer: "x", username: "y", secret: "AAAD", digits: 11 },
      ]),
    )
    expect(rows[0]).toEqual({
      kind: "kept",
      kept: {
        issuer: "Yandex",
        account: "a/b?c",
        what: "Yandex",
        uri: "otpauth://yaotp/Yandex:a%2Fb%3Fc?secret=AAAA&issuer=Yandex&pin=56789&digits=6&period=30",
      },
    })
    expect(skippedOf(rows).map(({ error }) => ("part" in error ? error.part : ""))).toEqual([
      "type",
      "algorithm",
      "digits",
    ])
  })
})
