import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { keepass } from "../../../../src/core/imports/formats/keepass.ts"
import { MAX_AES_ROUNDS } from "../../../../src/core/imports/keepass/aes-kdf.ts"
import { expectHarmless } from "../../../support/imports/hostile.ts"
import { kdbxWith } from "../../../support/imports/kdbx.ts"
import type { KdbxFields, KdbxKind } from "../../../support/imports/kdbx.ts"
import { entriesOf, problemOf, readWith, recognised, skippedIn } from "../../../support/imports/read-with.ts"

const PASSWORD = "correct horse"
const ENTRY = {
  Title: "Lighthouse",
  UserName: "keeper",
  "!Password": "is not read",
  "!otp": "otpauth://totp/Lighthouse:keeper?secret=JBSWY3DPEHPK3PXP&period=60&digits=8&issuer=Lighthouse",
}
const READ = {
  type: "totp",
  secret: "JBSWY3DPEHPK3PXP",
  algorithm: "SHA1",
  digits: 8,
  period: 60,
  counter: 0,
  issuer: "Lighthouse",
  account: "keeper",
}

const KINDS: KdbxKind[] = [
  { version: 3 },
  { version: 3, gzip: false },
  { version: 4, kdf: "aes" },
  { version: 4, kdf: "aes", cipher: "chacha20" },
  { version: 4, kdf: "argon2d" },
  { version: 4, kdf: "argon2d", cipher: "chacha20", gzip: false },
  { version: 4, kdf: "argon2id", cipher: "chacha20" },
]

describe.each(KINDS)("KDBX $version, $kdf, $cipher, gzip $gzip", (kind) => {
  test("is recognised and read; earlier states and the recycle bin are not", async () => {
    const binned = [{ Title: "Bin", "!otp": "GEZDGNBVGY3TQOJQ" }]
    const bytes = await kdbxWith(kind, { entries: [ENTRY, { Title: "No code" }], binned }, PASSWORD)
    expect(recognised([keepass], bytes)).toBe(keepass)
    const rows = await readWith(keepass, bytes, { password: PASSWORD })
    expect(rows).toEqual([{ kind: "entry", entry: READ }])
  })

  test("asks for a password, and says what it can of a wrong one", async () => {
    const bytes = await kdbxWith(kind, { entries: [ENTRY] }, PASSWORD)
    expect(await problemOf(readWith(keepass, bytes))).toBe("password-needed")
    const wrong = await problemOf(readWith(keepass, bytes, { password: "correct horse " }))
    expect(wrong).toBe(kind.version === 4 ? "password-wrong" : "password-or-damaged")
  })
})

test("a password of other scripts is taken as UTF-8", async () => {
  const bytes = await kdbxWith({ version: 4 }, { entries: [ENTRY] }, "pässwörd 鍵")
  expect(entriesOf(await readWith(keepass, bytes, { password: "pässwörd 鍵" }))).toEqual([READ])
})

test("a file that KeePassXC wrote: all dialects, groups and tags", async () => {
  const file = resolve(import.meta.dirname, "../../../fixtures/imports/keepass/keepassxc.kdbx")
  const rows = await readWith(keepass, new Uint8Array(readFileSync(file)), { password: "fixture" })
  expect(skippedIn(rows)).toEqual([])
  const plain = { algorithm: "SHA1", digits: 6, period: 30, counter: 0 }
  expect(new Set(entriesOf(rows))).toEqual(
    new Set([
      {
        ...plain,
        type: "totp",
        issuer: "Harbour Mail",
        account: "ada@harbour.example",
        secret: "MFRGGZDFMZTWQ2LKNNWG23TPOA",
        algorithm: "SHA256",
        digits: 8,
        period: 60,
        tags: ["daily", "mail"],
      },
      {
        ...plain,
        type: "totp",
        issuer: "Query & Sons",
        account: "grace",
        secret: "NBSWY3DPEB3W64TMMQ",
        algorithm: "SHA512",
        digits: 7,
        period: 45,
      },
      {
        ...plain,
        type: "steam",
        issuer: "Tray",
        account: "lin",
        secret: "MFRGGZDFMZTWQ2LK",
        digits: 5,
        tags: ["Games/Old"],
      },
      {
        ...plain,
        type: "totp",
        issuer: "Built in",
        account: "joan",
        secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        algorithm: "SHA512",
        digits: 8,
        period: 15,
        tags: ["Games/Old"],
      },
      {
        ...plain,
        type: "hotp",
        issuer: "Built in",
        account: "joan",
        secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        counter: 7,
        tags: ["Games/Old"],
      },
    ]),
  )
})

describe("dialects", () => {
  const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
  const totp = { type: "totp", secret: SECRET, digits: 6, period: 30, algorithm: "SHA1" }
  const cases: [string, Record<string, string>, Record<string, unknown>][] = [
    ["a bare secret", { otp: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq" }, totp],
    [
      "Steam in a link",
      { otp: `otpauth://totp/a?secret=${SECRET}&encoder=steam` },
      { type: "steam", digits: 5 },
    ],
    [
      "KeeOtp, HOTP",
      { otp: `key=${SECRET}&type=Hotp&counter=12` },
      { type: "hotp", counter: 12, secret: SECRET },
    ],
    ["KeeOtp, hexadecimal", { otp: "key=3132&encoding=hex&type=totp" }, { type: "totp", secret: "GEZA" }],
    ["a seed without settings", { "TOTP Seed": SECRET }, totp],
    [
      "a seed, 60 seconds, 8 digits",
      { "TOTP Seed": SECRET, "TOTP Settings": "60;8" },
      { digits: 8, period: 60 },
    ],
    ["TimeOtp, UTF-8", { "TimeOtp-Secret": "12345678901234567890" }, totp],
    [
      "TimeOtp, base32",
      { "TimeOtp-Secret-Base32": SECRET, "TimeOtp-Algorithm": "HMAC-SHA-256" },
      { secret: SECRET, algorithm: "SHA256" },
    ],
    ["TimeOtp, base64", { "TimeOtp-Secret-Base64": "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=" }, totp],
    [
      "HmacOtp",
      { "HmacOtp-Secret-Hex": "3132", "HmacOtp-Counter": "4" },
      { type: "hotp", counter: 4, secret: "GEZA" },
    ],
    [
      "placeholders of KeePassXC",
      { Title: "", UserName: "", otp: `otpauth://totp/KeePassXC:none?secret=${SECRET}&issuer=KeePassXC` },
      { issuer: "", account: "" },
    ],
  ]
  test.each(cases)("%s", async (_, fields, expected) => {
    const entry = { Title: "T", UserName: "u", ...fields }
    const rows = await readWith(
      keepass,
      await kdbxWith({ version: 4, kdf: "aes" }, { entries: [entry] }, PASSWORD),
      { password: PASSWORD },
    )
    expect(rows).toHaveLength(1)
    expect(entriesOf(rows)[0]).toMatchObject(expected)
  })

  test("one that cannot be used is skipped by its reason, and the others are read", async () => {
    const entries: KdbxFields[] = [
      { Title: "Bad seed", "TOTP Seed": "0189" },
      { Title: "Bad digits", "TOTP Seed": SECRET, "TOTP Settings": "30;99" },
      { Title: "Bad hex", "TimeOtp-Secret-Hex": "xyz" },
      { Title: "Good", otp: SECRET },
    ]
    const rows = await readWith(keepass, await kdbxWith({ version: 3 }, { entries }, PASSWORD), {
      password: PASSWORD,
    })
    expect(skippedIn(rows)).toEqual([
      { label: "Bad seed", error: { kind: "otp", part: "secret", problem: "digit-for-letter" } },
      { label: "Bad digits", error: { kind: "otp", part: "digits", problem: "out-of-range" } },
      { label: "Bad hex", error: { kind: "otp", part: "secret", problem: "bad-characters" } },
    ])
    expect(entriesOf(rows).map(({ issuer }) => issuer)).toEqual(["Good"])
  })

  test("the same code in two dialects is one row; what cannot be computed is kept", async () => {
    const entries: KdbxFields[] = [
      { Title: "Twice", otp: SECRET, "TOTP Seed": SECRET, "TOTP Settings": "30;6" },
      { Title: "Old", otp: `otpauth://totp/a?secret=${SECRET}&algorithm=SHA224` },
    ]
    const rows = await readWith(keepass, await kdbxWith({ version: 3 }, { entries }, PASSWORD), {
      password: PASSWORD,
    })
    expect(rows.map(({ kind }) => kind)).toEqual(["entry", "kept"])
  })
})

describe("files that are refused", () => {
  test("without any one-time password", async () => {
    const bytes = await kdbxWith({ version: 4 }, { entries: [], binned: [ENTRY] }, PASSWORD)
    expect(await problemOf(readWith(keepass, bytes, { password: PASSWORD }))).toBe("nothing")
  })

  test("of a later version, and of KeePass 2 before 3.1", async () => {
    const bytes = await kdbxWith({ version: 4 }, { entries: [ENTRY] }, PASSWORD)
    const withVersion = (major: number) => bytes.with(10, major)
    expect(await problemOf(readWith(keepass, withVersion(5), { password: PASSWORD }))).toBe("newer")
    expect(await problemOf(readWith(keepass, withVersion(2), { password: PASSWORD }))).toBe(
      "unsupported-encryption",
    )
  })

  test.each([3, 4] as const)("asking for absurd rounds of AES-KDF, version %i", async (version) => {
    const bytes = await kdbxWith({ version, kdf: "aes", rounds: 123 }, { entries: [ENTRY] }, PASSWORD)
    expect(
      await problemOf(readWith(keepass, withInt64(bytes, 123, MAX_AES_ROUNDS + 1), { password: PASSWORD })),
    ).toBe("too-costly")
  })

  test("asking for 16 GiB of Argon2", async () => {
    const bytes = await kdbxWith({ version: 4, kdf: "argon2id" }, { entries: [ENTRY] }, PASSWORD)
    const costly = withInt64(bytes, 1024 * 1024, 16 * 2 ** 30)
    expect(await problemOf(readWith(keepass, costly, { password: PASSWORD }))).toBe("too-costly")
  })

  test("cut anywhere", async () => {
    for (const kind of [{ version: 3 }, { version: 4, kdf: "aes" }] as const) {
      const bytes = await kdbxWith(kind, { entries: [ENTRY] }, PASSWORD)
      for (let length = 8; length < bytes.length; length += 37) {
        const problem = await problemOf(readWith(keepass, bytes.subarray(0, length), { password: PASSWORD }))
        expect(["damaged", "password-or-damaged"]).toContain(problem)
      }
    }
  })

  test("with one byte changed: damage in version 4 is never taken for a wrong password", async () => {
    const bytes = await kdbxWith({ version: 4, kdf: "aes" }, { entries: [ENTRY] }, PASSWORD)
    for (let place = 12; place < bytes.length; place += 11) {
      const changed = bytes.with(place, bytes[place]! ^ 0x40)
      const problem = await problemOf(readWith(keepass, changed, { password: PASSWORD }))
      expect(["damaged", "newer", "too-costly", "unsupported-encryption"]).toContain(problem)
    }
  })

  test("changed in many places: nothing but an AppError", async () => {
    const bytes = await kdbxWith({ version: 3, rounds: 1 }, { entries: [ENTRY] }, PASSWORD)
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const changed = changes.reduce((all, [place, value]) => all.with(place, value), bytes)
        await expectHarmless(keepass, changed, PASSWORD, ["JBSWY3DPEHPK3PXP"])
      }),
      { numRuns: 150 },
    )
  })
})

/** The same file, asking for another cost; the hash over the header is not made anew. */
function withInt64(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const copy = Buffer.from(bytes)
  const old = Buffer.alloc(8)
  old.writeBigUInt64LE(BigInt(from))
  const place = copy.indexOf(old)
  expect(place).toBeGreaterThan(0)
  copy.writeBigUInt64LE(BigInt(to), place)
  return new Uint8Array(copy)
}
