import { describe, expect, test } from "vitest"
import { preferencesXml, sealedForAuthy } from "../../../support/imports/android-files.ts"
import { PASSWORD, secrets } from "../../../support/imports/files-fixtures.ts"
import { entry } from "../../otp/entries.ts"
import {
  expectOnlyRefusals,
  fixture,
  formatOf,
  refusalOfReading,
  rowsOf,
  skippedOf,
  toolsOf,
} from "../reading.ts"

const key = "com.authy.storage.tokens.authenticator.key"
const fileOf = (tokens: readonly unknown[]) => preferencesXml({ [key]: JSON.stringify(tokens) })
const both = [
  { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }) },
  { kind: "entry", entry: entry({ issuer: "Elm", account: "at home", secret: secrets[1], digits: 7 }) },
]

describe("Authy's preferences", () => {
  test("open secrets need no password", async () => {
    const file = fixture("authy/plain.xml")
    expect(formatOf(file)?.id).toBe("authy")
    expect(await rowsOf(file)).toEqual(both)
  })

  test("sealed secrets are opened, each with its own number of rounds", async () => {
    const tools = toolsOf({ password: PASSWORD })
    expect(await rowsOf(fixture("authy/encrypted.xml"), tools)).toEqual(both)
    expect(tools.steps[1]).toEqual({ step: "deriving-key", slot: 2, slots: 2 })
  })

  test("it asks for its password, and does not take another", async () => {
    const file = fixture("authy/encrypted.xml")
    expect(await refusalOfReading(rowsOf(file))).toEqual({
      kind: "import",
      problem: "password-needed",
      format: "Authy",
    })
    expect(await refusalOfReading(rowsOf(file, { password: "other" }))).toMatchObject({
      problem: "password-or-damaged",
    })
  })

  test("Authy's own code has seven digits and ten seconds", async () => {
    expect(await rowsOf(fixture("authy/own.xml"))).toEqual([
      {
        kind: "entry",
        entry: entry({
          issuer: "",
          account: "Oak Bank",
          secret: "AERUKZ4JVPG66AJDIVTYTK6N54",
          digits: 7,
          period: 10,
        }),
      },
    ])
  })

  test("a token that the password does not open is skipped while the others are read", async () => {
    const file = fileOf([
      sealedForAuthy({ name: "a", digits: 6 }, secrets[0], PASSWORD, "s"),
      sealedForAuthy({ name: "b", digits: 6 }, secrets[0], "an older one", "s"),
      { name: "c", digits: 6 },
      null,
      { name: "d", secretSeed: "xyz" },
      { name: "e", decryptedSecret: secrets[0], digits: "many" },
    ])
    const rows = await rowsOf(file, { password: PASSWORD })
    expect(rows.map(({ kind }) => kind)).toEqual([
      "entry",
      "skipped",
      "skipped",
      "skipped",
      "skipped",
      "skipped",
    ])
    expect(
      skippedOf(rows).map(({ label, error }) => [label, "problem" in error ? error.problem : ""]),
    ).toEqual([
      ["b", "damaged"],
      ["c", "missing"],
      ["", "missing"],
      ["d", "bad-characters"],
      ["e", "not-a-whole-number"],
    ])
  })

  test("rounds beyond all bounds are refused, alone and together, before any is derived", async () => {
    const sealed = sealedForAuthy({ name: "a" }, secrets[0], PASSWORD, "s")
    const tools = toolsOf({ password: PASSWORD })
    for (const tokens of [
      [{ ...sealed, keyDerivationIterations: 1e9 }],
      Array(20_000).fill(sealed),
      [{ ...sealed, keyDerivationIterations: "1000" }],
    ])
      expect(await refusalOfReading(rowsOf(fileOf(tokens), tools))).toMatchObject({ problem: "too-costly" })
    expect(tools.steps).toEqual([])
  })

  test("no list and an empty one are told apart", async () => {
    expect(await refusalOfReading(rowsOf(preferencesXml({ [key]: "{}" })))).toMatchObject({
      problem: "damaged",
    })
    expect(await refusalOfReading(rowsOf(fileOf([])))).toMatchObject({ problem: "nothing" })
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("authy/plain.xml"), {}, 2)
    await expectOnlyRefusals(fixture("authy/encrypted.xml"), { password: PASSWORD }, 11)
  })
})
