import fc from "fast-check"
import { expect, test } from "vitest"
import { ente } from "../../../../src/core/imports/formats/ente.ts"
import { lookAt } from "../../../../src/core/imports/input.ts"
import { enteCommas, enteEncrypted, enteJson, enteList } from "../../../support/imports/apps/ente.ts"
import { PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
import { DEEP_JSON, DEEP_OBJECT, expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import {
  entriesOf,
  json,
  keptIn,
  problemOf,
  readWith,
  skippedIn,
  utf8,
} from "../../../support/imports/read-with.ts"

type Sealed = Record<string, unknown> & { kdfParams: Record<string, unknown>; encryptedData: string }
const right = { password: PASSWORD }

test("a list of links comes with tags, note, pin and trash", async () => {
  const rows = await readWith(ente, utf8(enteList))
  const [github, bank, steam, gone] = entriesOf(rows)
  expect(github).toMatchObject({
    ...{ type: "totp", secret: SECRETS.github, issuer: "GitHub", account: "alice@example.com" },
    ...{ pinned: true, tags: ["Work", "C++"], note: "two, three" },
  })
  expect(github).not.toHaveProperty("trashed")
  expect(bank).toMatchObject({ type: "hotp", algorithm: "SHA512", digits: 7, counter: 41, tags: ["a tag"] })
  expect(steam).toMatchObject({ type: "steam", digits: 5, issuer: "Steam", account: "dave" })
  expect(gone).toMatchObject({ trashed: true, issuer: "Old" })
  expect(skippedIn(rows)).toEqual([
    { label: "Nobody:broken", error: { kind: "otp", part: "secret", problem: "bad-characters" } },
  ])
  expect(keptIn(rows)).toEqual([
    { issuer: "Rare", account: "grace", what: "SHA224", uri: enteList.split("\n")[5] },
  ])
})

test("the older list has commas between its links, and within them", async () => {
  const entries = entriesOf(await readWith(ente, utf8(enteCommas)))
  expect(entries.map(({ issuer, account }) => [issuer, account])).toEqual([
    ["GitHub", "alice"],
    ["Example, Inc", "bob"],
  ])
  const oneLine = enteCommas.replaceAll("\n", "")
  expect(entriesOf(await readWith(ente, utf8(oneLine)))).toEqual(entries)
})

test("the first exports are JSON with raw links", async () => {
  const entries = entriesOf(await readWith(ente, json(enteJson)))
  expect(entries).toHaveLength(4)
  expect(entries[0]).toMatchObject({ issuer: "GitHub", pinned: true, tags: ["Work"], note: "beside" })
})

test("a plain list of anybody's links is left to others", () => {
  expect(ente.recognise(lookAt(utf8(`otpauth://totp/a?secret=${SECRETS.github}\n`)))).toBe(false)
  expect(ente.recognise(lookAt(utf8("notes about codeDisplay= and otpauth://")))).toBe(false)
  expect(ente.recognise(lookAt(json({ items: [{ login: {} }], encrypted: false })))).toBe(false)
})

test.each([true, false])("the encrypted list is the same as the plain one (final tag: %s)", async (final) => {
  const file = json(await enteEncrypted(enteList, { final }))
  expect(await readWith(ente, file, right)).toEqual(await readWith(ente, utf8(enteList)))
})

test("a password is asked for, and a wrong one is not told from damage", async () => {
  const file = (await enteEncrypted()) as Sealed
  expect(await problemOf(readWith(ente, json(file)))).toBe("password-needed")
  expect(await problemOf(readWith(ente, json(file), { password: "wrong" }))).toBe("password-or-damaged")
  const flipped = {
    ...file,
    encryptedData: `${file.encryptedData.startsWith("A") ? "B" : "A"}${file.encryptedData.slice(1)}`,
  }
  expect(await problemOf(readWith(ente, json(flipped), right))).toBe("password-or-damaged")
  const cut = { ...file, encryptedData: file.encryptedData.slice(0, 400) }
  expect(await problemOf(readWith(ente, json(cut), right))).toBe("password-or-damaged")
})

test.each([
  ["memLimit", 1024 * 1024 * 1024 + 1024, "too-costly"],
  ["memLimit", 2 ** 40, "too-costly"],
  ["opsLimit", 2 ** 31, "too-costly"],
  ["memLimit", 1024, "damaged"],
  ["memLimit", "65536", "damaged"],
  ["opsLimit", 0, "damaged"],
  ["salt", "AAAA", "damaged"],
  ["salt", null, "damaged"],
])("%s = %s is %s", async (name, value, problem) => {
  const file = (await enteEncrypted()) as Sealed
  file.kdfParams[name] = value
  expect(await problemOf(readWith(ente, json(file), right))).toBe(problem)
})

test("a later version, a short header and text without links are refused by name", async () => {
  const file = (await enteEncrypted()) as Sealed
  expect(await problemOf(readWith(ente, json({ ...file, version: 2 }), right))).toBe("newer")
  expect(await problemOf(readWith(ente, json({ ...file, encryptionNonce: "AAAA" }), right))).toBe("damaged")
  expect(await problemOf(readWith(ente, json(await enteEncrypted("")), right))).toBe("nothing")
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(enteJson), (text) => expectHarmless(ente, utf8(text), null, secrets)),
    { numRuns: 200 },
  )
  const cheap = await enteEncrypted(enteList, { memLimit: 8_192 })
  await fc.assert(
    fc.asyncProperty(mutated(cheap), (text) => expectHarmless(ente, utf8(text), PASSWORD, secrets)),
    { numRuns: 200 },
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(enteList.length), fc.string({ maxLength: 8, unit: "binary" }), (at, text) =>
      expectHarmless(ente, utf8(enteList.slice(0, at) + text + enteList.slice(at + 3))),
    ),
    { numRuns: 200 },
  )
  await expectHarmless(ente, DEEP_JSON)
  await expectHarmless(ente, DEEP_OBJECT)
  const nested = encodeURIComponent("[".repeat(900))
  await expectHarmless(ente, utf8(`otpauth://totp/a?secret=${SECRETS.github}&codeDisplay=${nested}`))
})
