import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { ImportStep } from "../../../../src/core/imports/format.ts"
import { aegis } from "../../../../src/core/imports/formats/aegis.ts"
import { decodeBase32 } from "../../../../src/core/otp/base32.ts"
import {
  aegisContent,
  aegisEncrypted,
  aegisPlain,
  aegisSecondContent,
  javaBuffer,
} from "../../../support/imports/apps/aegis.ts"
import { BACKUP_PASSWORD, LONG_PASSWORD, PASSWORD, SECRETS } from "../../../support/imports/apps/shared.ts"
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

interface Vault {
  version: unknown
  header: { slots: Record<string, unknown>[]; params: Record<string, unknown> }
  db: string
}
const vault = (password: string | Uint8Array = PASSWORD) => aegisEncrypted([{ password }]) as Vault
const kinds = (rows: readonly { kind: string }[]) => rows.map(({ kind }) => kind)

const github = {
  type: "totp",
  secret: SECRETS.github,
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
  issuer: "GitHub",
  account: "alice@example.com",
  tags: ["Work", "Daily"],
  note: "for work",
  pinned: true,
}

describe("the content", () => {
  test("entries come with their groups as tags, note and favourite, in the file's order", async () => {
    const rows = await readWith(aegis, json(aegisPlain()))
    expect(kinds(rows)).toEqual(["entry", "entry", "skipped", "entry", "kept", "kept", "kept"])
    const [totp, hotp, steam] = entriesOf(rows)
    expect(totp).toEqual(github)
    expect(hotp).toMatchObject({
      type: "hotp",
      algorithm: "SHA512",
      digits: 7,
      counter: 41,
      secret: SECRETS.bank,
    })
    expect(steam).toMatchObject({ type: "steam", digits: 5, account: "dave" })
  })

  test("versions 1 and 2 name the group in place", async () => {
    const second = entriesOf(await readWith(aegis, json(aegisPlain(aegisSecondContent))))
    expect(second.map(({ tags }) => tags)).toEqual([["Work"], undefined, undefined])
    const first = await readWith(aegis, json(aegisPlain({ ...aegisSecondContent, version: 1 })))
    expect(entriesOf(first)).toEqual(second)
  })

  test("a bad row is named, without its secret, and stops no other", async () => {
    const skipped = skippedIn(await readWith(aegis, json(aegisPlain())))
    expect(skipped).toEqual([
      { label: "Nobody:broken", error: { kind: "otp", part: "secret", problem: "bad-characters" } },
    ])
  })

  test("what cannot be computed is kept with all of it", async () => {
    const bytes = Buffer.from(decodeBase32(SECRETS.kept)).toString("hex")
    expect(keptIn(await readWith(aegis, json(aegisPlain())))).toEqual([
      {
        ...{ issuer: "Old VPN", account: "erin", what: "mOTP" },
        uri: `motp://Old%20VPN:erin?secret=${bytes}&issuer=Old%20VPN&pin=1234&digits=6&period=10`,
      },
      {
        ...{ issuer: "Yandex", account: "frank", what: "Yandex" },
        uri: `otpauth://yaotp/Yandex:frank?secret=${SECRETS.kept}&issuer=Yandex&pin=4321&digits=8&period=30`,
      },
      {
        ...{ issuer: "Rare", account: "grace", what: "SHA224" },
        uri: `otpauth://totp/Rare:grace?secret=${SECRETS.kept}&issuer=Rare&algorithm=SHA224&digits=6&period=30`,
      },
    ])
  })

  test.each([
    ["no secret", { info: {} }, "secret", "missing"],
    ["no info at all", { info: null }, "secret", "missing"],
    ["0 digits", { info: { secret: SECRETS.github, digits: 0 } }, "digits", "out-of-range"],
    [
      "digits of the wrong type",
      { info: { secret: SECRETS.github, digits: true } },
      "digits",
      "not-a-whole-number",
    ],
    ["half a period", { info: { secret: SECRETS.github, period: 7.5 } }, "period", "not-a-whole-number"],
    ["an unknown type", { type: "telepathy", info: { secret: SECRETS.github } }, "type", "unsupported"],
  ])("a row with %s is skipped", async (_what, change, part, problem) => {
    const rows = await readWith(
      aegis,
      json(aegisPlain({ version: 3, entries: [{ type: "totp", ...change }] })),
    )
    expect(skippedIn(rows).map(({ error }) => error)).toEqual([{ kind: "otp", part, problem }])
  })

  test("a secret that stands in the name too is in no message", async () => {
    const entry = { type: "totp", name: "my key", issuer: "AB 12", info: { secret: "ab12", digits: 6 } }
    const [skipped] = skippedIn(await readWith(aegis, json(aegisPlain({ version: 1, entries: [entry] }))))
    expect(skipped?.label).toBe("")
  })

  test.each([
    ["a later file", { ...(aegisPlain() as object), version: 2 }, "newer"],
    ["a later content", aegisPlain({ version: 4, entries: [] }), "newer"],
    ["no version", { ...(aegisPlain() as object), version: "1" }, "damaged"],
    ["no entries", aegisPlain({ version: 3 }), "damaged"],
    [
      "more rows than anybody has",
      aegisPlain({ version: 3, entries: new Array(20_001).fill(0) }),
      "too-many",
    ],
    ["an empty vault", aegisPlain({ version: 3, entries: [] }), "nothing"],
  ])("%s is refused by name", async (_what, file, problem) => {
    expect(await problemOf(readWith(aegis, json(file)))).toBe(problem)
  })
})

describe("encryption", () => {
  const both = () =>
    json(aegisEncrypted([{ password: PASSWORD }, { password: BACKUP_PASSWORD, repaired: true }]))

  test.each([PASSWORD, BACKUP_PASSWORD])("every password slot opens the same vault: %s", async (password) => {
    const rows = await readWith(aegis, both(), { password })
    expect(rows).toEqual(await readWith(aegis, json(aegisPlain())))
  })

  test("each key derivation is announced", async () => {
    const steps: ImportStep[] = []
    await readWith(aegis, both(), { password: BACKUP_PASSWORD, onStep: (step) => steps.push(step) })
    expect(steps).toEqual([
      { step: "deriving-key", slot: 1, slots: 2 },
      { step: "deriving-key", slot: 2, slots: 2 },
      { step: "reading" },
    ])
  })

  test("a password is asked for, and a wrong one is not told from damage", async () => {
    expect(await problemOf(readWith(aegis, both()))).toBe("password-needed")
    expect(await problemOf(readWith(aegis, both(), { password: "wrong" }))).toBe("password-or-damaged")
    expect(await problemOf(readWith(aegis, both(), { password: "" }))).toBe("password-or-damaged")
  })

  test.each([2, 1.1])(
    "a long password of old versions, zeros behind it (%s bytes a letter)",
    async (average) => {
      const old = json(vault(javaBuffer(LONG_PASSWORD, average)))
      expect(entriesOf(await readWith(aegis, old, { password: LONG_PASSWORD }))[0]).toEqual(github)
    },
  )

  test("a repaired slot is not tried with zeros", async () => {
    const slots = [{ password: javaBuffer(LONG_PASSWORD, 2), repaired: true }]
    const work = readWith(aegis, json(aegisEncrypted(slots)), { password: LONG_PASSWORD })
    expect(await problemOf(work)).toBe("password-or-damaged")
  })

  test("a long password of today", async () => {
    expect(
      entriesOf(await readWith(aegis, json(vault(LONG_PASSWORD)), { password: LONG_PASSWORD })),
    ).toHaveLength(3)
  })

  test("a vault that only the telephone opens is restricted", async () => {
    expect(await problemOf(readWith(aegis, json(aegisEncrypted([])), { password: PASSWORD }))).toBe(
      "restricted",
    )
  })

  test.each([
    ["n", 2 ** 30, "too-costly"],
    ["r", 2 ** 20, "too-costly"],
    ["p", 2 ** 31, "too-costly"],
    ["n", 0, "damaged"],
    ["n", 1000, "damaged"],
    ["n", "1024", "damaged"],
    ["p", 0, "damaged"],
    ["salt", "xyz", "damaged"],
    ["key_params", null, "damaged"],
  ])("a slot with %s = %s is %s", async (name, value, problem) => {
    const file = vault()
    file.header.slots[1]![name] = value
    expect(await problemOf(readWith(aegis, json(file), { password: PASSWORD }))).toBe(problem)
  })

  test("a hundred slots are too costly", async () => {
    const file = vault()
    file.header.slots = Array.from({ length: 100 }, () => file.header.slots[1]!)
    expect(await problemOf(readWith(aegis, json(file), { password: "wrong" }))).toBe("too-costly")
  })

  test("damage behind a slot that opened is damage", async () => {
    const file = vault()
    file.db = (file.db.startsWith("A") ? "B" : "A") + file.db.slice(1)
    expect(await problemOf(readWith(aegis, json(file), { password: PASSWORD }))).toBe("damaged")
    const short = vault()
    short.header.params.tag = String(short.header.params.tag).slice(0, 8)
    expect(await problemOf(readWith(aegis, json(short), { password: PASSWORD }))).toBe("damaged")
    const text = json(aegisEncrypted([{ password: PASSWORD }], null))
    expect(await problemOf(readWith(aegis, text, { password: PASSWORD }))).toBe("damaged")
  })
})

test("no file, however made, does harm", async () => {
  const secrets = Object.values(SECRETS)
  await fc.assert(
    fc.asyncProperty(mutated(aegisPlain()), (text) => expectHarmless(aegis, utf8(text), null, secrets)),
    { numRuns: 300 },
  )
  const cheap = aegisEncrypted([{ password: PASSWORD, cost: 2 }], aegisContent)
  await fc.assert(
    fc.asyncProperty(mutated(cheap), (text) => expectHarmless(aegis, utf8(text), PASSWORD, secrets)),
    { numRuns: 200 },
  )
  await expectHarmless(aegis, DEEP_JSON)
  await expectHarmless(aegis, DEEP_OBJECT)
  const text = JSON.stringify(aegisPlain())
  for (const part of [1, 2, 3]) await expectHarmless(aegis, utf8(text.slice(0, (text.length * part) / 4)))
})
