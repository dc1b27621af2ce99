import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { vaultFormats } from "../../../../src/core/imports/formats-vaults.ts"
import { aegis } from "../../../../src/core/imports/formats/aegis.ts"
import { bitwarden } from "../../../../src/core/imports/formats/bitwarden.ts"
import { onePassword } from "../../../../src/core/imports/formats/one-password.ts"
import { protonPass } from "../../../../src/core/imports/formats/proton-pass.ts"
import { zipOf } from "../../../../src/core/imports/formats/zip.ts"
import { importFormats } from "../../../../src/core/imports/formats.ts"
import { readImport } from "../../../../src/core/imports/read-import.ts"
import { MAX_INFLATED_BYTES } from "../../../../src/core/imports/zip/files.ts"
import { expectHarmless, mutated } from "../../../support/imports/hostile.ts"
import { entriesOf, problemOf, readWith, recognised, skippedIn } from "../../../support/imports/read-with.ts"
import { zipWith } from "../../../support/imports/zips.ts"

const PASSWORD = "correct horse"
const LINK = "otpauth://totp/Harbour:bob?secret=JBSWY3DPEHPK3PXP&issuer=Harbour"
const TOTP = {
  type: "totp",
  secret: "JBSWY3DPEHPK3PXP",
  algorithm: "SHA1",
  digits: 6,
  period: 30,
  counter: 0,
}
const linked = { ...TOTP, issuer: "Harbour", account: "bob" }
const zip = zipOf(() => [aegis, bitwarden, ...vaultFormats])
const formats = [...vaultFormats, zip]

const RAIVO = JSON.stringify([
  {
    kind: "TOTP",
    issuer: "Harbour",
    account: "bob",
    secret: "JBSWY3DPEHPK3PXP",
    algorithm: "SHA1",
    digits: "6",
    timer: "30",
    counter: "0",
    pinned: "false",
  },
])
const BITWARDEN = JSON.stringify({
  encrypted: false,
  folders: [],
  items: [{ type: 1, name: "x", login: { totp: LINK } }],
})
const PROTON = {
  version: "1.30.0",
  userId: "u",
  vaults: {
    v1: {
      name: "Personal",
      items: [
        {
          state: 1,
          pinned: true,
          data: {
            type: "login",
            metadata: { name: "Lighthouse", note: "recovery" },
            content: {
              itemEmail: "ada@example.com",
              itemUsername: "",
              password: "hunter2",
              totpUri: "JBSWY3DPEHPK3PXP",
            },
            extraFields: [
              { fieldName: "Backup", type: "totp", data: { totpUri: LINK } },
              { fieldName: "Note", type: "text", data: { content: LINK } },
            ],
          },
        },
        { state: 1, data: { type: "note", metadata: { name: "n" }, content: {} } },
      ],
    },
    v2: {
      items: [
        { state: 2, data: { metadata: { name: "Gone" }, content: { totpUri: LINK, itemUsername: "x" } } },
      ],
    },
  },
}
const totpField = (title: string, totp: unknown) => ({ title, id: title, value: { totp } })
const ONE_PASSWORD = {
  accounts: [
    {
      vaults: [
        {
          attrs: { name: "Private" },
          items: [
            {
              favIndex: 1,
              trashed: false,
              overview: { title: "Lighthouse", tags: ["sea"] },
              details: {
                loginFields: [{ designation: "username", value: "ada" }],
                sections: [{ fields: [totpField("code", "jbsw y3dp ehpk 3pxp"), totpField("second", LINK)] }],
              },
            },
            {
              item: {
                overview: { title: "Older" },
                trashed: true,
                details: { sections: [{ fields: [totpField("c", LINK)] }] },
              },
            },
            {
              overview: { title: "No code" },
              details: { sections: [{ fields: [{ title: "url", value: { url: "x" } }] }] },
            },
          ],
        },
      ],
    },
  ],
}

describe("each program's ZIP is recognised by what lies in it, and read", () => {
  const cases: [string, Record<string, string>, string | undefined, object[]][] = [
    ["raivo-zip", { "raivo-otp-export.html": "<html>", "raivo-otp-export.json": RAIVO }, PASSWORD, [linked]],
    [
      "authenticator-plus",
      { "Accounts.txt": `${LINK}\r\n${LINK.replace("bob", "eve")}\r\n` },
      PASSWORD,
      [linked, { ...linked, account: "eve" }],
    ],
    ["winauth", { "winauth-2024.txt": `# mine\n\n${LINK}\n` }, PASSWORD, [linked]],
    ["winauth", { "winauth-2024.txt": LINK }, undefined, [linked]],
    [
      "proton-pass",
      { "Proton Pass/": "", "Proton Pass/data.json": JSON.stringify(PROTON) },
      undefined,
      [
        { ...TOTP, issuer: "Lighthouse", account: "ada@example.com", pinned: true },
        { ...linked, pinned: true, note: "Backup" },
        { ...linked, trashed: true },
      ],
    ],
    [
      "1password",
      { "export.attributes": "{}", "export.data": JSON.stringify(ONE_PASSWORD), "files/a.png": "x" },
      undefined,
      [
        { ...TOTP, issuer: "Lighthouse", account: "ada", tags: ["sea"], pinned: true, note: "code" },
        { ...linked, tags: ["sea"], pinned: true, note: "second" },
        { ...linked, trashed: true },
      ],
    ],
    ["zip", { "my export/bitwarden.json": BITWARDEN, "__MACOSX/._bitwarden.json": "x" }, PASSWORD, [linked]],
  ]
  describe.each(cases)("%s", (id, files, password, entries) => {
    test.each(password === undefined ? [false] : [false, true])("ZipCrypto: %s", async (zipCrypto) => {
      const bytes = await zipWith(files, password === undefined ? {} : { password, zipCrypto })
      const format = recognised(formats, bytes)
      expect(format?.id).toBe(id)
      const rows = await readWith(format!, bytes, { password: password ?? null })
      expect(rows).toEqual(entries.map((entry) => ({ kind: "entry", entry })))
      if (password === undefined) return
      expect(await problemOf(readWith(format!, bytes))).toBe("password-needed")
      const wrong = await problemOf(readWith(format!, bytes, { password: "wrong" }))
      expect(["password-wrong", "password-or-damaged"]).toContain(wrong)
    })
  })

  test("a password of other scripts is taken as UTF-8", async () => {
    const bytes = await zipWith({ "a.txt": LINK }, { password: "pässwörd 鍵" })
    expect(await readWith(recognised(formats, bytes)!, bytes, { password: "pässwörd 鍵" })).toHaveLength(1)
  })

  test("one bad link among good ones is skipped", async () => {
    const bytes = await zipWith({
      "Accounts.txt": [LINK, "otpauth://totp/bad:one?secret=0", LINK].join("\n"),
    })
    const rows = await readWith(recognised(formats, bytes)!, bytes)
    expect(entriesOf(rows)).toHaveLength(2)
    expect(skippedIn(rows)).toEqual([
      { label: "bad:one", error: { kind: "otp", part: "secret", problem: "digit-for-letter" } },
    ])
  })
})

describe("refused", () => {
  test("Proton Pass's OpenPGP", async () => {
    const bytes = await zipWith({ "Proton Pass/data.pgp": "-----BEGIN PGP MESSAGE-----" })
    expect(recognised(formats, bytes)?.id).toBe("proton-pass")
    expect(await problemOf(readWith(protonPass, bytes, { password: PASSWORD }))).toBe(
      "unsupported-encryption",
    )
  })

  test.each([
    ["an empty ZIP", {}, "nothing"],
    ["folders alone", { "a/": "" }, "nothing"],
    ["files that are no exports", { "a.bin": "x", "b.md": "# words" }, "unknown-format"],
    ["a ZIP in a ZIP", { "a.zip": "PK\x05\x06" + "\0".repeat(18) }, "unknown-format"],
    ["a Raivo export of no accounts", { "raivo-otp-export.json": "[]" }, "nothing"],
    ["a Raivo export that is no JSON", { "raivo-otp-export.json": "{" }, "damaged"],
    ["a 1pux that is no JSON", { "export.data": "{" }, "damaged"],
    ["a Proton Pass without vaults", { "Proton Pass/data.json": "{}" }, "damaged"],
    ["a list without links", { "Accounts.txt": "nothing here" }, "nothing"],
  ])("%s", async (_, files, problem) => {
    const bytes = await zipWith(files)
    expect(await problemOf(readWith(recognised(formats, bytes)!, bytes))).toBe(problem)
  })

  test("an entry that inflates beyond its bound, whatever it says of its size", async () => {
    const bytes = await zipWith({ "export.data": new Uint8Array(MAX_INFLATED_BYTES + 1) })
    expect(bytes.length).toBeLessThan(100_000)
    expect(await problemOf(readWith(onePassword, bytes))).toBe("too-large")
    const lying = Buffer.from(bytes)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(MAX_INFLATED_BYTES + 1)
    for (let at = lying.indexOf(size); at !== -1; at = lying.indexOf(size)) lying.writeUInt32LE(100, at)
    expect(["damaged", "too-large"]).toContain(await problemOf(readWith(onePassword, new Uint8Array(lying))))
  })

  test("many files that inflate beyond the bound together", async () => {
    const half = new Uint8Array(MAX_INFLATED_BYTES / 2 + 1)
    expect(await problemOf(readWith(zip, await zipWith({ "a.json": half, "b.json": half })))).toBe(
      "too-large",
    )
  })

  test("the pictures beside an export are not unpacked", async () => {
    const files = {
      "export.data": JSON.stringify(ONE_PASSWORD),
      "files/big": new Uint8Array(MAX_INFLATED_BYTES + 1),
    }
    expect(await readWith(onePassword, await zipWith(files))).toHaveLength(3)
  })

  test("more files than any export has", async () => {
    const files = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`${String(index)}.md`, "x"]))
    expect(await problemOf(readWith(zip, await zipWith(files)))).toBe("unknown-format")
  })

  test("cut anywhere", async () => {
    const bytes = await zipWith({ "raivo-otp-export.json": RAIVO }, { password: PASSWORD })
    for (let length = 4; length < bytes.length; length += 7) {
      const cut = bytes.subarray(0, length)
      expect(await problemOf(readWith(recognised(formats, cut)!, cut, { password: PASSWORD }))).toBe(
        "damaged",
      )
    }
  })

  test.each([false, true])(
    "changed in many places: nothing but an AppError (ZipCrypto: %s)",
    async (zipCrypto) => {
      const bytes = await zipWith({ "Accounts.txt": LINK }, { password: PASSWORD, zipCrypto })
      const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
          const changed = changes.reduce((all, [place, value]) => all.with(place, value), bytes)
          for (const format of formats) await expectHarmless(format, changed, PASSWORD)
        }),
        { numRuns: 60 },
      )
    },
  )

  test("whatever stands in the JSON: no crash, and no entry that cannot be kept", async () => {
    const shapes = [
      [protonPass, "Proton Pass/data.json", PROTON],
      [onePassword, "export.data", ONE_PASSWORD],
    ] as const
    for (const [format, name, content] of shapes) {
      await fc.assert(
        fc.asyncProperty(mutated(content), async (text) => {
          await expectHarmless(format, await zipWith({ [name]: text }), null, ["hunter2"])
        }),
        { numRuns: 100 },
      )
    }
  })
})

describe("a ZIP whose only file is a .txt", () => {
  const asked = {
    format: null,
    password: PASSWORD,
    onStep: () => undefined,
    readPicture: () => Promise.resolve([]),
  }

  test("that holds another program's export is read as that", async () => {
    const bytes = await zipWith({ "mine.txt": BITWARDEN }, { password: PASSWORD })
    const { format, rows } = await readImport(bytes, importFormats, asked)
    expect([format, rows.map(({ kind }) => kind)]).toEqual(["zip", ["entry"]])
  })

  test("that holds no export at all is unknown", async () => {
    const bytes = await zipWith({ "mine.txt": "a letter" })
    expect(await problemOf(readImport(bytes, importFormats, asked))).toBe("unknown-format")
  })
})
