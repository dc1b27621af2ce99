import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bitwarden } from "../../../../src/core/imports/formats/bitwarden.ts"
import { bitwardenAuthenticator } from "../../../../src/core/imports/formats/bitwarden-authenticator.ts"
import { expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import {
  entriesOf,
  json,
  keptIn,
  problemOf,
  readWith,
  recognised,
  skippedIn,
  utf8,
} from "../../../support/imports/read-with.ts"
import { ARGON2, PBKDF2, sealedBitwarden } from "../../../support/imports/sealed-bitwarden.ts"

const PASSWORD = "correct horse"
const login = (name: string, totp: unknown, more: object = {}) => ({
  id: name,
  organizationId: null,
  folderId: null,
  type: 1,
  name,
  notes: "recovery codes: 1234",
  favorite: false,
  login: { username: "ada", password: "hunter2", totp, uris: null },
  ...more,
})
const PLAIN = {
  encrypted: false,
  folders: [{ id: "f1", name: "Work/Mail" }],
  collections: [{ id: "c1", name: "Team" }],
  items: [
    login("Linked", "otpauth://totp/Harbour:bob?secret=JBSWY3DPEHPK3PXP&issuer=Harbour&period=60&digits=8", {
      favorite: true,
      folderId: "f1",
      collectionIds: ["c1", "unknown"],
    }),
    login("Bare", " jbsw y3dp ehpk 3pxp "),
    login("Game", "steam://JBSWY3DPEHPK3PXP"),
    login("Nameless link", "otpauth://totp/?secret=JBSWY3DPEHPK3PXP", {
      deletedDate: "2025-01-01T00:00:00Z",
    }),
    login("Broken", "otpauth://totp/x:y?secret=0189"),
    login("Number", 123456),
    login("Old", "otpauth://totp/o:p?secret=JBSWY3DPEHPK3PXP&algorithm=MD5"),
    login("Without", null),
    { id: "note", type: 2, name: "A note", secureNote: { type: 0 }, login: null },
    { id: "card", type: 3, name: "A card", card: { number: "4242" } },
    null,
  ],
}
const TOTP = {
  type: "totp",
  secret: "JBSWY3DPEHPK3PXP",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
}

describe("plain", () => {
  test("links, bare secrets and Steam become entries; folders and collections tags", async () => {
    const rows = await readWith(bitwarden, json(PLAIN))
    expect(entriesOf(rows)).toEqual([
      {
        ...TOTP,
        issuer: "Harbour",
        account: "bob",
        period: 60,
        digits: 8,
        tags: ["Work/Mail", "Team"],
        pinned: true,
      },
      { ...TOTP, issuer: "Bare", account: "ada" },
      { ...TOTP, type: "steam", digits: 5, issuer: "Game", account: "ada" },
      { ...TOTP, issuer: "Nameless link", account: "ada", trashed: true },
    ])
  })

  test("bad ones are skipped by name and reason, what cannot be computed is kept, others are no rows", async () => {
    const rows = await readWith(bitwarden, json(PLAIN))
    expect(skippedIn(rows)).toEqual([
      { label: "x:y", error: { kind: "otp", part: "secret", problem: "digit-for-letter" } },
      { label: "Number:ada", error: { kind: "otp", part: "secret", problem: "bad-characters" } },
    ])
    expect(keptIn(rows)).toEqual([
      {
        issuer: "o",
        account: "p",
        what: "MD5",
        uri: "otpauth://totp/o:p?secret=JBSWY3DPEHPK3PXP&algorithm=MD5",
      },
    ])
    expect(rows).toHaveLength(7)
    expect(JSON.stringify(rows)).not.toMatch(/hunter2|recovery/)
  })

  test("without one-time passwords there is nothing", async () => {
    const none = { ...PLAIN, items: PLAIN.items.slice(7) }
    expect(await problemOf(readWith(bitwarden, json(none)))).toBe("nothing")
  })

  test("Bitwarden Authenticator's has no folders", async () => {
    const { encrypted, items } = PLAIN
    const formats = [bitwardenAuthenticator, bitwarden]
    expect(recognised(formats, json({ encrypted, items }))).toBe(bitwardenAuthenticator)
    expect(recognised(formats, json(PLAIN))).toBe(bitwarden)
    expect(entriesOf(await readWith(bitwardenAuthenticator, json({ encrypted, items })))).toHaveLength(4)
  })
})

describe.each([
  ["PBKDF2", PBKDF2],
  ["Argon2id", ARGON2],
])("protected by a password through %s", (_, kdf) => {
  test("holds the same", async () => {
    const bytes = json(await sealedBitwarden(PLAIN, PASSWORD, kdf))
    expect(recognised([bitwardenAuthenticator, bitwarden], bytes)).toBe(bitwarden)
    expect(await readWith(bitwarden, bytes, { password: PASSWORD })).toEqual(
      await readWith(bitwarden, json(PLAIN)),
    )
  })

  test("needs the right password", async () => {
    const bytes = json(await sealedBitwarden(PLAIN, PASSWORD, kdf))
    expect(await problemOf(readWith(bitwarden, bytes))).toBe("password-needed")
    expect(await problemOf(readWith(bitwarden, bytes, { password: "Correct horse" }))).toBe("password-wrong")
  })

  test("damage to the data is no wrong password; damage to the check alone does not matter", async () => {
    const sealed = await sealedBitwarden(PLAIN, PASSWORD, kdf)
    const flip = (text: string) => text.replace(/\|(.)/, (_match, first) => `|${first === "A" ? "B" : "A"}`)
    const data = json({ ...sealed, data: flip(sealed.data) })
    expect(await problemOf(readWith(bitwarden, data, { password: PASSWORD }))).toBe("damaged")
    const check = flip(sealed.encKeyValidation_DO_NOT_EDIT)
    const checked = json({ ...sealed, encKeyValidation_DO_NOT_EDIT: check })
    expect(await problemOf(readWith(bitwarden, checked, { password: PASSWORD }))).toBe("read")
  })
})

describe("refused", () => {
  test.each([
    ["an absurd PBKDF2", { ...PBKDF2, kdfIterations: 2 ** 31 }, "too-costly"],
    ["an absurd Argon2id", { ...ARGON2, kdfMemory: 16_384 }, "too-costly"],
    ["fractions", { ...PBKDF2, kdfIterations: 0.5 }, "damaged"],
    ["a cost that is no number", { ...PBKDF2, kdfIterations: "5000" }, "damaged"],
    ["a later derivation", { ...PBKDF2, kdfType: 2 }, "newer"],
  ])("%s", async (_, costs, problem) => {
    const sealed = { ...(await sealedBitwarden(PLAIN, PASSWORD, PBKDF2)), kdfMemory: null, ...costs }
    expect(await problemOf(readWith(bitwarden, json(sealed), { password: PASSWORD }))).toBe(problem)
  })

  test("encrypted with the account's key: only Bitwarden can open it", async () => {
    const restricted = { encrypted: true, encKeyValidation_DO_NOT_EDIT: "2.a|b|c", folders: [], items: [] }
    expect(recognised([bitwarden], json(restricted))).toBe(bitwarden)
    expect(await problemOf(readWith(bitwarden, json(restricted)))).toBe("restricted")
  })

  test("another cipher", async () => {
    const sealed = { ...(await sealedBitwarden(PLAIN, PASSWORD, PBKDF2)), data: "7.AAAA|AAAA|AAAA" }
    const problem = await problemOf(readWith(bitwarden, json(sealed), { password: PASSWORD }))
    expect(problem).toBe("unsupported-encryption")
  })

  test("other JSON is not taken for it", () => {
    for (const text of [
      "{}",
      "[]",
      "null",
      '{"encrypted":"false","items":[]}',
      '{"encrypted":true}',
      '{"items":[]}',
    ])
      expect(recognised([bitwardenAuthenticator, bitwarden], utf8(text))).toBeUndefined()
  })

  test("whatever is changed: no crash, no entry that cannot be kept, no secret in a message", async () => {
    await fc.assert(
      fc.asyncProperty(mutated(PLAIN), (text) => expectHarmless(bitwarden, utf8(text), null, ["hunter2"])),
      { numRuns: 400 },
    )
    const sealed = await sealedBitwarden(PLAIN, PASSWORD, { ...PBKDF2, kdfIterations: 1 })
    await fc.assert(
      fc.asyncProperty(mutated(sealed), (text) => expectHarmless(bitwarden, utf8(text), PASSWORD)),
      { numRuns: 200 },
    )
  })
})
