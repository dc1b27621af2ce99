import fc from "fast-check"
import { expect, test } from "vitest"
import { andotp } from "../../../../src/core/imports/formats/andotp.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { andotpNew, andotpOld, andotpOldSealed, andotpPlain } from "../../../support/imports/apps/andotp.ts"
import { bytesFor, PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
import { DEEP_JSON, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import {
  entriesOf,
  json,
  keptIn,
  problemOf,
  readWith,
  skippedIn,
  utf8,
} from "../../../support/imports/read-with.ts"

const right = { password: PASSWORD }
const recognises = (bytes: Uint8Array) => andotp.recognise(lookAt(bytes))

test("entries come with their tags", async () => {
  const rows = await readWith(andotp, json(andotpPlain))
  expect(entriesOf(rows)).toMatchObject([
    { type: "totp", secret: SECRETS.github, issuer: "GitHub", account: "alice@example.com", tags: ["Work"] },
    { type: "hotp", secret: SECRETS.bank, algorithm: "SHA512", digits: 7, counter: 41 },
    { type: "steam", secret: SECRETS.steam, digits: 5 },
  ])
  expect(skippedIn(rows)).toEqual([
    { label: "Nobody:broken", error: { kind: "otp", part: "secret", problem: "missing" } },
  ])
  expect(keptIn(rows)).toEqual([
    {
      ...{ issuer: "Old VPN", account: "erin", what: "mOTP" },
      uri: "motp://Old%20VPN:erin?secret=0123456789abcdef&issuer=Old%20VPN",
    },
  ])
})

test("without a field for the issuer it stands before the label", async () => {
  const entries = entriesOf(await readWith(andotp, json(andotpOld)))
  expect(entries.map(({ issuer, account, period }) => [issuer, account, period])).toEqual([
    ["GitHub", "alice", 30],
    ["", "bob", 60],
  ])
})

test("both encrypted forms hold the same as plain files", async () => {
  expect(await readWith(andotp, andotpNew(), right)).toEqual(await readWith(andotp, json(andotpPlain)))
  expect(await readWith(andotp, andotpOldSealed(), right)).toEqual(await readWith(andotp, json(andotpOld)))
})

test("a password is asked for, and a wrong one is not told from damage", async () => {
  for (const file of [andotpNew(), andotpOldSealed()]) {
    expect(await problemOf(readWith(andotp, file))).toBe("password-needed")
    expect(await problemOf(readWith(andotp, file, { password: "wrong" }))).toBe("password-or-damaged")
    expect(await problemOf(readWith(andotp, file.subarray(0, -1), right))).toBe("password-or-damaged")
    for (const at of [20, 40, file.length - 1]) {
      const flipped = new Uint8Array(file)
      flipped[at]! ^= 1
      expect(await problemOf(readWith(andotp, flipped, right))).toBe("password-or-damaged")
    }
  }
})

test.each([0, 10_000_001, 2 ** 31, 2 ** 32 - 1])("%i iterations are not computed", async (iterations) => {
  const file = andotpNew()
  new DataView(file.buffer).setUint32(0, iterations)
  expect(await problemOf(readWith(andotp, file, right))).toBe("password-or-damaged")
})

test("the right password shows other JSON to be damaged, and an empty list to be nothing", async () => {
  expect(await problemOf(readWith(andotp, andotpNew({}), right))).toBe("damaged")
  expect(await problemOf(readWith(andotp, andotpNew([]), right))).toBe("nothing")
})

test("bytes are taken for andOTP's only where they look like ciphertext and like nothing else", () => {
  expect(recognises(andotpNew())).toBe(true)
  expect(recognises(andotpOldSealed())).toBe(true)
  expect(recognises(bytesFor("any ciphertext", 100_000))).toBe(true)
  expect(recognises(bytesFor("too short", 95))).toBe(false)
  expect(recognises(new Uint8Array(1_000).fill(0xc3))).toBe(false)
  expect(recognises(Buffer.from("Grüße, in Latin-1. ".repeat(50), "latin1"))).toBe(false)
  for (const start of [
    "89504e470d0a1a0a",
    "504b0304",
    "03d9a29a67fb4bb5",
    "aced0005",
    "1f8b08",
    "ffd8ffe0",
  ]) {
    const file = bytesFor(start, 4_096)
    file.set(Buffer.from(start, "hex"))
    expect(recognises(file), start).toBe(false)
  }
  expect(recognises(json([{ label: "a", value: 1 }]))).toBe(false)
  expect(recognises(json([{ name: "a", otpGenerator: {} }]))).toBe(false)
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(andotpPlain), (text) => expectHarmless(andotp, utf8(text), null, secrets)),
    { numRuns: 300 },
  )
  // The first byte keeps the iterations beyond the bounds or the file an old one.
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 4, maxLength: 200 }), (body) =>
      expectHarmless(andotp, new Uint8Array([0xff, ...body]), PASSWORD),
    ),
    { numRuns: 200 },
  )
  await expectHarmless(andotp, DEEP_JSON)
  for (const length of [0, 1, 3]) await expectHarmless(andotp, new Uint8Array(length), PASSWORD)
})
