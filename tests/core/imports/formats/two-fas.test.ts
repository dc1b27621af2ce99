import fc from "fast-check"
import { expect, test } from "vitest"
import { twoFas } from "../../../../src/core/imports/formats/two-fas.ts"
import { PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
import {
  twoFasEncrypted,
  twoFasFirst,
  twoFasPlain,
  twoFasServices,
} from "../../../support/imports/apps/two-fas.ts"
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

const wrong = { password: "wrong" }
const right = { password: PASSWORD }

test("services come with their group as a tag, under the name that 2FAS shows", async () => {
  const rows = await readWith(twoFas, json(twoFasPlain))
  const defaults = { algorithm: "SHA1", digits: 6, period: 30, counter: 0 }
  expect(entriesOf(rows)).toEqual([
    {
      ...{ ...defaults, type: "totp", secret: SECRETS.github },
      ...{ issuer: "GitHub", account: "alice@example.com", tags: ["Work"] },
    },
    {
      ...{ ...defaults, type: "hotp", secret: SECRETS.bank, algorithm: "SHA512" },
      ...{ digits: 7, counter: 41, issuer: "Bank", account: "carol" },
    },
    // Its account stands in the link alone.
    { ...defaults, type: "steam", secret: SECRETS.steam, digits: 5, issuer: "Steam", account: "dave" },
  ])
  expect(skippedIn(rows)).toEqual([
    { label: "No digits", error: { kind: "otp", part: "digits", problem: "out-of-range" } },
  ])
  expect(keptIn(rows)).toEqual([
    {
      ...{ issuer: "Rare", account: "grace", what: "SHA384" },
      uri: `otpauth://totp/Rare:grace?secret=${SECRETS.kept}&issuer=Rare&algorithm=SHA384&digits=6&period=30`,
    },
  ])
})

test("schema 1 has names and secrets alone", async () => {
  const [entry] = entriesOf(await readWith(twoFas, json(twoFasFirst)))
  expect(entry).toMatchObject({ type: "totp", issuer: "GitHub", account: "alice", digits: 6, period: 30 })
})

test("a service without `otp` has a name still", async () => {
  const file = { ...twoFasPlain, services: [{ name: "Bare", secret: SECRETS.github, otp: null }] }
  expect(entriesOf(await readWith(twoFas, json(file)))).toMatchObject([{ issuer: "Bare", account: "" }])
})

test("the encrypted services are the same as the plain ones", async () => {
  const plain = await readWith(twoFas, json(twoFasPlain))
  expect(await readWith(twoFas, json(twoFasEncrypted()), right)).toEqual(plain)
  expect(await readWith(twoFas, json(twoFasEncrypted(twoFasServices, "")), right)).toEqual(plain)
})

test("the reference tells a wrong password from damage, where there is one", async () => {
  const file = twoFasEncrypted()
  expect(await problemOf(readWith(twoFas, json(file)))).toBe("password-needed")
  expect(await problemOf(readWith(twoFas, json(file), wrong))).toBe("password-wrong")
  const flipped = file.servicesEncrypted.replace(/^./, (first) => (first === "A" ? "B" : "A"))
  const damaged = { ...file, servicesEncrypted: flipped }
  expect(await problemOf(readWith(twoFas, json(damaged), right))).toBe("damaged")
  const alone = { ...damaged, reference: "" }
  expect(await problemOf(readWith(twoFas, json(alone), right))).toBe("password-or-damaged")
  expect(await problemOf(readWith(twoFas, json(alone), wrong))).toBe("password-or-damaged")
})

test("damaged salt is not called a wrong password", async () => {
  const file = twoFasEncrypted()
  const [sealed = "", salt = "", nonce = ""] = file.servicesEncrypted.split(":")
  const other = salt.replace(/^./, (first) => (first === "A" ? "B" : "A"))
  const damaged = { ...file, servicesEncrypted: [sealed, other, nonce].join(":") }
  expect(await problemOf(readWith(twoFas, json(damaged), right))).toBe("password-or-damaged")
})

test.each([
  ["two parts", "AAAA:AAAA", "damaged"],
  ["five parts", "AAAA:AAAA:AAAAAAAAAAAAAAAA:AAAA:AAAA", "damaged"],
  ["no base64", "%:%:%", "damaged"],
  ["a short nonce", "AAAA:AAAA:AAAA", "damaged"],
])("encrypted services with %s are damaged", async (_what, servicesEncrypted, problem) => {
  const file = { ...twoFasEncrypted(), servicesEncrypted }
  expect(await problemOf(readWith(twoFas, json(file), right))).toBe(problem)
})

test("a later schema, text that is no list and an empty file are refused by name", async () => {
  expect(await problemOf(readWith(twoFas, json({ ...twoFasPlain, schemaVersion: 5 })))).toBe("newer")
  expect(await problemOf(readWith(twoFas, json(twoFasEncrypted({})), right))).toBe("damaged")
  expect(await problemOf(readWith(twoFas, json({ ...twoFasPlain, services: [] })))).toBe("nothing")
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(twoFasPlain), (text) => expectHarmless(twoFas, utf8(text), null, secrets)),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(mutated(twoFasEncrypted()), (text) =>
      expectHarmless(twoFas, utf8(text), PASSWORD, secrets),
    ),
    { numRuns: 60 },
  )
  await expectHarmless(twoFas, DEEP_JSON)
})
