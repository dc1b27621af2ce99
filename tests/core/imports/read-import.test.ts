import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AppError } from "../../../src/core/errors.ts"
import { MAX_IMPORT_BYTES } from "../../../src/core/imports/format.ts"
import type { ImportFormat, ImportRow, KeptEntry } from "../../../src/core/imports/format.ts"
import { readImport } from "../../../src/core/imports/read-import.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { account } from "../../../src/core/vault/schema.ts"
import { entry } from "../otp/entries.ts"

const bytesOf = (text: string) => new TextEncoder().encode(text)
const tools = {
  format: null,
  password: null,
  onStep: () => undefined,
  readPicture: async () => Promise.resolve([]),
}

function formatOf(id: string, read: ImportFormat["read"]): ImportFormat {
  return { id, name: id.toUpperCase(), recognise: ({ text }) => text?.startsWith(id) === true, read }
}

/** What comes out when a format makes these rows. */
async function reading(...rows: ImportRow[]) {
  return readImport(bytesOf("one"), [formatOf("one", () => Promise.resolve(rows))], tools)
}

const row = (made: OtpEntry): ImportRow => ({ kind: "entry", entry: made })
const kept = (changes: Partial<KeptEntry> = {}): ImportRow => ({
  kind: "kept",
  kept: { issuer: "I", account: "a", what: "mOTP", uri: "motp://I:a?secret=0123456789abcdef", ...changes },
})

describe("a file", () => {
  const formats = [
    formatOf("one", () => Promise.resolve([row(entry())])),
    formatOf("two", () => Promise.reject(new RangeError("a mistake that quotes GEZDGNBVGY3TQOJQ"))),
    formatOf("three", () => Promise.resolve([])),
  ]
  const problem = (text: string | Uint8Array, format: string | null = null) =>
    readImport(typeof text === "string" ? bytesOf(text) : text, formats, { ...tools, format }).then(
      () => null,
      (error: unknown) => (error as AppError).data,
    )

  it("is read by the first format that it is, or by the one that is asked for", async () => {
    expect(await readImport(bytesOf("one"), formats, tools)).toMatchObject({ format: "one", name: "ONE" })
    expect(await readImport(bytesOf("else"), formats, { ...tools, format: "one" })).toMatchObject({
      format: "one",
    })
  })

  it("that no format is, that is empty or too large, is refused in words", async () => {
    const unknown = { kind: "import", problem: "unknown-format", format: null }
    expect(await problem("else")).toEqual(unknown)
    expect(await problem("")).toEqual(unknown)
    expect(await problem("", "one")).toEqual(unknown)
    expect(await problem("one", "four")).toEqual(unknown)
    expect(await problem(new Uint8Array(MAX_IMPORT_BYTES + 1))).toMatchObject({ problem: "too-large" })
  })

  it("that a reader stumbles over is damaged, one without rows holds nothing", async () => {
    expect(await problem("two")).toEqual({ kind: "import", problem: "damaged", format: "TWO" })
    expect(await problem("three")).toEqual({ kind: "import", problem: "nothing", format: "THREE" })
  })
})

describe("rows", () => {
  it("are numbered from 1, skipped ones too", async () => {
    const skipped: ImportRow = {
      kind: "skipped",
      label: "x",
      error: { kind: "otp", part: "secret", problem: "empty" },
    }
    const { rows } = await reading(row(entry()), skipped, kept())
    expect(rows.map(({ row: number, kind }) => [number, kind])).toEqual([
      [1, "entry"],
      [2, "skipped"],
      [3, "kept"],
    ])
  })

  it("with the same codes under the same name count once, in whatever case it is written", async () => {
    const { rows, duplicates } = await reading(
      row(entry({ account: "first" })),
      row(entry({ account: "FIRST" })),
      row(entry({ account: "first", digits: 8 })),
      row(entry({ account: "second" })),
      kept(),
      kept({ account: "again" }),
    )
    expect(rows.map(({ row: number }) => number)).toEqual([1, 3, 4, 5])
    expect(duplicates).toBe(2)
  })

  it("of a counter go on with the highest, and what is not in the trash wins over what is", async () => {
    const { rows } = await reading(
      row(entry({ type: "hotp", counter: 3, trashed: true, account: "A" })),
      row(entry({ type: "hotp", counter: 9, trashed: true, account: "a" })),
      row(entry({ type: "hotp", counter: 7, account: "a" })),
    )
    expect(rows).toMatchObject([{ row: 3, entry: { counter: 9, account: "a" } }])
    expect(rows[0]).not.toHaveProperty("entry.trashed")
  })

  const wrong: [string, Partial<Record<keyof OtpEntry, unknown>>, string, string][] = [
    ["digits", { digits: 3 }, "digits", "out-of-range"],
    ["no period", { period: 0 }, "period", "out-of-range"],
    ["half a counter", { counter: 0.5 }, "counter", "out-of-range"],
    ["a type of its own", { type: "motp" }, "type", "unsupported"],
    ["another algorithm", { algorithm: "MD5" }, "algorithm", "unsupported"],
    ["a name that is a number", { issuer: 7 }, "label", "too-long"],
    ["a name over 200 characters", { account: "x".repeat(201) }, "label", "too-long"],
    ["a secret in another spelling", { secret: "gezd gnbv" }, "secret", "damaged"],
    ["no secret", { secret: undefined }, "secret", "damaged"],
  ]
  it.each(wrong)("with %s do not leave as entries", async (_, changes, part, problem) => {
    const { rows } = await reading(row({ ...entry(), ...changes } as OtpEntry), row(entry()))
    expect(rows).toMatchObject([
      { kind: "skipped", error: { kind: "otp", part, problem } },
      { kind: "entry", row: 2 },
    ])
  })

  it("take no more along than an account has", async () => {
    const made = {
      ...entry(),
      icon: "x",
      tags: ["a", "a", ""],
      note: "n".repeat(3_000),
      pinned: true,
      counter: 4,
    }
    const { rows } = await reading(row(made))
    expect(rows[0]).toEqual({
      kind: "entry",
      row: 1,
      entry: { ...entry(), tags: ["a"], note: "n".repeat(2_000), pinned: true },
    })
  })

  it("that are kept must fit a keychain: one line, at most 2,000 bytes", async () => {
    const { rows } = await reading(
      kept({ uri: `motp://x?secret=${"a".repeat(2_000)}` }),
      kept({ uri: "motp://x\n" }),
      kept({ uri: `motp://${"é".repeat(996)}` }),
      kept({ issuer: "x".repeat(201) }),
      kept(),
    )
    expect(rows.map((each) => (each.kind === "skipped" ? each.error : each.kind))).toEqual([
      { kind: "otp", part: "uri", problem: "too-long" },
      { kind: "otp", part: "uri", problem: "bad-characters" },
      "kept",
      { kind: "otp", part: "label", problem: "too-long" },
      "kept",
    ])
  })

  it("that are skipped are never called by a secret", async () => {
    const named = (label: string): ImportRow => ({
      kind: "skipped",
      label,
      error: { kind: "otp", part: "digits", problem: "out-of-range" },
    })
    const secret = "GEZDGNBVGY"
    const { rows } = await reading(
      named("GitHub (ada)"),
      named("MJZG653OEBTG66BA"),
      named("ada gezd-gnbv-gy"),
      row(entry({ secret })),
      row(entry({ issuer: "MJZG653OEBTG66BA", account: "", digits: 3 })),
    )
    expect(rows.map((each) => (each.kind === "skipped" ? each.label : null))).toEqual([
      "GitHub (ada)",
      "",
      "",
      null,
      "",
    ])
  })
})

it("what leaves as an entry is what the vault's schema takes, and nothing that it takes is refused", async () => {
  const schema = account.pick({
    type: true,
    algorithm: true,
    digits: true,
    period: true,
    counter: true,
    issuer: true,
  })
  const number = fc.oneof(
    fc.integer({ min: -2, max: 12 }),
    fc.double(),
    fc.constantFrom(86_400, 86_401, 2 ** 53, "6"),
  )
  const made = fc.record({
    type: fc.constantFrom("totp", "hotp", "steam", "motp", "toString", null),
    algorithm: fc.constantFrom("SHA1", "SHA256", "SHA512", "MD5", 1),
    digits: number,
    period: number,
    counter: number,
    issuer: fc.oneof(fc.string({ maxLength: 210, unit: "binary" }), fc.constantFrom("x".repeat(201), 7)),
  })
  await fc.assert(
    fc.asyncProperty(made, async (changes) => {
      const { rows } = await reading(row({ ...entry(), ...changes } as OtpEntry))
      expect(rows[0]?.kind === "entry").toBe(schema.safeParse(changes).success)
    }),
  )
})
