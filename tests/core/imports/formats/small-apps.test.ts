import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { duo } from "../../../../src/core/imports/formats/duo.ts"
import { openpgp } from "../../../../src/core/imports/formats/openpgp.ts"
import { raivo } from "../../../../src/core/imports/formats/raivo.ts"
import { steam } from "../../../../src/core/imports/formats/steam.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { encodeBase32 } from "../../../../src/core/otp/base32.ts"
import { bytesFor, SECRETS } from "../../../support/imports/apps/shared.ts"
import { duoPlain, raivoPlain, steamAccounts, steamMaFile } from "../../../support/imports/apps/small-apps.ts"
import { DEEP_JSON, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import { entriesOf, json, problemOf, readWith, skippedIn, utf8 } from "../../../support/imports/read-with.ts"

describe("Duo Mobile", () => {
  test("what has a counter is HOTP, and all else stands at the defaults", async () => {
    const rows = await readWith(duo, json(duoPlain))
    const defaults = { algorithm: "SHA1", digits: 6, period: 30, counter: 0 }
    expect(entriesOf(rows)).toEqual([
      { ...defaults, type: "totp", secret: SECRETS.github, issuer: "GitHub", account: "alice" },
      { ...defaults, type: "hotp", secret: SECRETS.bank, issuer: "", account: "carol", counter: 41 },
    ])
    expect(skippedIn(rows)).toEqual([
      { label: "broken", error: { kind: "otp", part: "secret", problem: "missing" } },
    ])
  })

  test("a negative counter is refused", async () => {
    const item = { name: "a", otpGenerator: { otpSecret: SECRETS.bank, counter: -1 } }
    const [skipped] = skippedIn(await readWith(duo, json([item])))
    expect(skipped?.error).toEqual({ kind: "otp", part: "counter", problem: "out-of-range" })
  })
})

describe("Steam", () => {
  const entry = {
    ...{ type: "steam", algorithm: "SHA1", digits: 5, period: 30, counter: 0, issuer: "Steam" },
    ...{ account: "dave", secret: encodeBase32(bytesFor("steam shared secret", 20)) },
  }

  test("one account, or several of which one is bad", async () => {
    expect(entriesOf(await readWith(steam, json(steamMaFile)))).toEqual([entry])
    const rows = await readWith(steam, json(steamAccounts))
    expect(entriesOf(rows)).toEqual([entry])
    expect(skippedIn(rows)).toEqual([
      { label: "Steam:broken", error: { kind: "otp", part: "secret", problem: "bad-characters" } },
    ])
  })
})

describe("Raivo OTP", () => {
  test("all its values are texts", async () => {
    const rows = await readWith(raivo, json(raivoPlain))
    expect(entriesOf(rows)).toMatchObject([
      { type: "totp", secret: SECRETS.github, issuer: "GitHub", account: "alice", pinned: true, digits: 6 },
      { type: "hotp", secret: SECRETS.bank, algorithm: "SHA512", digits: 7, counter: 41, period: 30 },
    ])
    expect(entriesOf(rows)[1]).not.toHaveProperty("pinned")
    expect(skippedIn(rows)).toEqual([
      { label: "Nobody:broken", error: { kind: "otp", part: "digits", problem: "out-of-range" } },
    ])
  })
})

test("an OpenPGP message is known and refused by name", async () => {
  const message = utf8("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")
  expect(openpgp.recognise(lookAt(message))).toBe(true)
  expect(await problemOf(readWith(openpgp, message))).toBe("unsupported-encryption")
})

test.each([
  ["Duo", duo, duoPlain],
  ["Steam", steam, steamAccounts],
  ["maFile", steam, steamMaFile],
  ["Raivo", raivo, raivoPlain],
])("no file, however made, does harm: %s", async (_name, format, fixture) => {
  await fc.assert(
    fc.asyncProperty(mutated(fixture), (text) =>
      expectHarmless(format, utf8(text), null, Object.values(SECRETS)),
    ),
    { numRuns: 300 },
  )
  await expectHarmless(format, DEEP_JSON)
})
