import { describe, expect, test } from "vitest"
import { freeOtpBackup, freeOtpTexts } from "../../../support/imports/android-files.ts"
import { PASSWORD, secrets, tokens } from "../../../support/imports/files-fixtures.ts"
import { serialisedTexts } from "../../../support/imports/java-stream.ts"
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

const read = (bytes: Uint8Array, password: string | null = PASSWORD) => rowsOf(bytes, { password })
const backup = (change: (texts: Record<string, string>) => void) => {
  const texts = freeOtpTexts(tokens.slice(0, 2))
  change(texts)
  return serialisedTexts(texts)
}
const id = "00000000-0000-4000-8000-000000000000"
const masterWith = (change: (master: Record<string, unknown>) => void) =>
  backup((texts) => {
    const master = JSON.parse(texts.masterKey!) as Record<string, unknown>
    change(master)
    texts.masterKey = JSON.stringify(master)
  })

describe("FreeOTP 2's backup", () => {
  test.each(["backup-sha512", "backup-sha1-bare"])("%s is read with its password", async (name) => {
    const file = fixture(`freeotp/${name}.bin`)
    expect(formatOf(file)?.id).toBe("freeotp")
    const tools = toolsOf({ password: PASSWORD })
    expect(await rowsOf(file, tools)).toEqual([
      { kind: "entry", entry: entry({ issuer: "Oak Bank", account: "ada", secret: secrets[0] }) },
      {
        kind: "entry",
        // This app keeps the next counter itself.
        entry: entry({
          type: "hotp",
          issuer: "Elm",
          account: "bob",
          secret: secrets[1],
          algorithm: "SHA256",
          digits: 8,
          counter: 40,
        }),
      },
      {
        kind: "entry",
        entry: entry({
          issuer: "Fir at home",
          account: "cy 2",
          secret: secrets[2],
          algorithm: "SHA512",
          digits: 7,
          period: 60,
        }),
      },
      {
        kind: "entry",
        entry: entry({ type: "steam", issuer: "Steam", account: "dee", secret: secrets[3], digits: 5 }),
      },
    ])
    expect(tools.steps).toEqual([{ step: "deriving-key", slot: 1, slots: 1 }, { step: "reading" }])
  })

  test("it asks for its password, and does not take another", async () => {
    const file = fixture("freeotp/backup-sha512.bin")
    expect(await refusalOfReading(read(file, null))).toEqual({
      kind: "import",
      problem: "password-needed",
      format: "FreeOTP",
    })
    expect(await refusalOfReading(read(file, "Fixture"))).toMatchObject({ problem: "password-or-damaged" })
    expect(await refusalOfReading(read(file, ""))).toMatchObject({ problem: "password-or-damaged" })
  })

  test("a token without its secret, or with a damaged one, is skipped and the other read", async () => {
    const all = Object.entries(freeOtpTexts(tokens.slice(0, 2)))
    const without = await read(serialisedTexts(Object.fromEntries(all.filter(([name]) => name !== id))))
    expect(skippedOf(without)).toEqual([
      { label: "Oak Bank:ada", error: { kind: "otp", part: "secret", problem: "missing" } },
    ])
    const damaged = await read(
      backup(
        (texts) =>
          (texts[id] = texts[id]!.replace(
            /\[(-?\d+)/,
            (_match, byte: string) => `[${(Number(byte) + 1) % 128}`,
          )),
      ),
    )
    expect(damaged.map(({ kind }) => kind)).toEqual(["skipped", "entry"])
    expect(skippedOf(damaged)[0]?.error).toEqual({ kind: "otp", part: "secret", problem: "damaged" })
  })

  test("what the secret is for is authenticated with it", async () => {
    const rows = await read(backup((texts) => (texts[id] = texts[id]!.replace("HmacSHA1", "HmacSHA256"))))
    expect(rows.map(({ kind }) => kind)).toEqual(["skipped", "entry"])
  })

  test("a tag of fewer than sixteen bytes is refused", async () => {
    const rows = await read(backup((texts) => (texts[id] = texts[id]!.replace(/,2,1,16\]/, ",2,1,12]"))))
    expect(rows.map(({ kind }) => kind)).toEqual(["skipped", "entry"])
  })

  test.each([
    [
      "too many iterations",
      "too-costly",
      (master: Record<string, unknown>) => (master.mIterations = 2 ** 31),
    ],
    ["no iterations", "damaged", (master: Record<string, unknown>) => (master.mIterations = 0)],
    ["iterations as text", "damaged", (master: Record<string, unknown>) => (master.mIterations = "1")],
    ["half an iteration", "damaged", (master: Record<string, unknown>) => (master.mIterations = 0.5)],
    [
      "an unknown derivation",
      "unsupported-encryption",
      (master: Record<string, unknown>) => (master.mAlgorithm = "PBKDF2withHmacMD5"),
    ],
    ["no salt", "damaged", (master: Record<string, unknown>) => delete master.mSalt],
    ["no sealed key", "damaged", (master: Record<string, unknown>) => delete master.mEncryptedKey],
  ])("%s in the master key is refused", async (_name, problem, change) => {
    expect(await refusalOfReading(read(masterWith(change)))).toMatchObject({ kind: "import", problem })
  })

  test("no master key, no tokens, and another map are refused by their names", async () => {
    expect(await refusalOfReading(read(backup((texts) => delete texts.masterKey)))).toMatchObject({
      problem: "damaged",
    })
    expect(await refusalOfReading(read(serialisedTexts({ a: "b" })))).toMatchObject({ problem: "nothing" })
    expect(await refusalOfReading(read(freeOtpBackup([])))).toMatchObject({ problem: "nothing" })
  })

  test("damage never stops the reading", async () => {
    await expectOnlyRefusals(fixture("freeotp/backup-sha512.bin"), { password: PASSWORD }, 9)
  })
})
