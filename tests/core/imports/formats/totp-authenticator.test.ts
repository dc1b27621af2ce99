import fc from "fast-check"
import { expect, test } from "vitest"
import { totpAuthenticator } from "../../../../src/core/imports/formats/totp-authenticator.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { encodeBase32 } from "../../../../src/core/otp/base32.ts"
import { bytesFor, PASSWORD, SECRETS, secretFor } from "../../../support/imports/apps/shared.ts"
import {
  totpAuthenticatorBin,
  totpAuthenticatorList,
} from "../../../support/imports/apps/totp-authenticator.ts"
import { expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import { entriesOf, problemOf, readWith, skippedIn, utf8 } from "../../../support/imports/read-with.ts"

const right = { password: PASSWORD }
const recognises = (text: string) => totpAuthenticator.recognise(lookAt(utf8(text)))

test("entries come with secrets in base 16, 32 and 64", async () => {
  const rows = await readWith(totpAuthenticator, totpAuthenticatorBin(), right)
  expect(entriesOf(rows)).toMatchObject([
    { secret: encodeBase32(bytesFor("totp authenticator", 20)), issuer: "GitHub", pinned: true, digits: 6 },
    { secret: SECRETS.example, issuer: "Example", digits: 8, period: 60 },
    { secret: encodeBase32(bytesFor("sixty-four", 20)), account: "four" },
  ])
  expect(skippedIn(rows)).toEqual([
    { label: "Nobody:broken", error: { kind: "otp", part: "secret", problem: "unsupported" } },
  ])
})

test("rows that are JSON in a text are read like the others", async () => {
  const texts = totpAuthenticatorList.map((entry) => JSON.stringify(entry))
  const rows = await readWith(totpAuthenticator, totpAuthenticatorBin(texts), right)
  expect(rows).toEqual(await readWith(totpAuthenticator, totpAuthenticatorBin(), right))
})

test("the app's built-in password needs no asking", async () => {
  const file = totpAuthenticatorBin(totpAuthenticatorList, "TotpAuthenticator")
  expect(entriesOf(await readWith(totpAuthenticator, file))).toHaveLength(3)
  expect(entriesOf(await readWith(totpAuthenticator, file, right))).toHaveLength(3)
})

test("any other is asked for, and a wrong one is not told from damage", async () => {
  const file = totpAuthenticatorBin()
  expect(await problemOf(readWith(totpAuthenticator, file))).toBe("password-needed")
  expect(await problemOf(readWith(totpAuthenticator, file, { password: "wrong" }))).toBe(
    "password-or-damaged",
  )
  const flipped = new Uint8Array(file)
  flipped[0] = flipped[0] === 65 ? 66 : 65
  expect(await problemOf(readWith(totpAuthenticator, flipped, right))).toBe("password-or-damaged")
  expect(await problemOf(readWith(totpAuthenticator, file.subarray(0, 100), right))).toBe("damaged")
  expect(
    await problemOf(readWith(totpAuthenticator, totpAuthenticatorBin({ no: "list".repeat(50) }), right)),
  ).toBe("password-or-damaged")
})

test("texts that could be something else are left alone", () => {
  expect(recognises(secretFor("a long secret", 512))).toBe(false)
  expect(recognises(Buffer.from(bytesFor("hexadecimal", 256)).toString("hex"))).toBe(false)
  expect(recognises(Buffer.from(bytesFor("a short one", 32)).toString("base64"))).toBe(false)
  expect(recognises(Buffer.from(bytesFor("no whole block", 200)).toString("base64"))).toBe(false)
  expect(recognises("otpauth://totp/a?secret=AA")).toBe(false)
})

test("no list, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(totpAuthenticatorList), (text) =>
      expectHarmless(
        totpAuthenticator,
        totpAuthenticatorBin(text === "" ? null : JSON.parse(text)),
        PASSWORD,
        secrets,
      ),
    ),
    { numRuns: 300 },
  )
})
