import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { readGoogleMigration } from "../../../src/core/otp/google-migration.ts"
import { fitsGoogleMigration, writeGoogleMigration } from "../../../src/core/otp/write-google-migration.ts"
import { anyEntry, entry, SECRET } from "./entries.ts"
import { refusalOf } from "./refusal-of.ts"

const link = (bytes: Uint8Array) =>
  `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(bytes).toString("base64"))}`

/** A payload of one entry, put together field by field. */
function payload(
  write: (entry: BinaryWriter) => BinaryWriter,
  outer = (writer: BinaryWriter) => writer,
): Uint8Array {
  const inner = write(new BinaryWriter()).finish()
  return outer(new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(inner)).finish()
}

const withSecret = (writer: BinaryWriter) =>
  writer.tag(1, WireType.LengthDelimited).bytes(Buffer.from("Hello!\xde\xad", "latin1"))
const varint = (field: number, value: number | string) => (writer: BinaryWriter) =>
  withSecret(writer).tag(field, WireType.Varint).int64(value)
const text = (field: number, value: string) => (writer: BinaryWriter) =>
  writer.tag(field, WireType.LengthDelimited).string(value)

function onlyRow(bytes: Uint8Array) {
  const { rows } = readGoogleMigration(link(bytes))
  expect(rows).toHaveLength(1)
  return rows[0]!
}

const damaged = { kind: "otp", part: "migration", problem: "damaged" }

test("an export written by hand from the known fields is read", () => {
  const inOrder = [
    "0a2a", // an entry of 42 bytes:
    "0a0a48656c6c6f21deadbeef", // ten bytes of secret
    "120d4578616d706c653a616c696365", // Example:alice
    "1a074578616d706c65", // Example
    "200128013002", // SHA1, six digits, TOTP
    "100118012000", // version 1, part 1 of 1
    "28ffffffffffffffffff01", // batch id -1, ten bytes as negative numbers are
  ]
  expect(readGoogleMigration(link(Buffer.from(inOrder.join(""), "hex")))).toEqual({
    rows: [{ entry: entry({ issuer: "Example", account: "alice" }) }],
    part: { size: 1, index: 0, id: -1 },
  })
})

describe("writing and reading", () => {
  const fitting = anyEntry.map((made): OtpEntry => ({
    ...made,
    type: made.type === "steam" ? "totp" : made.type,
    digits: made.digits % 2 === 0 ? 6 : 8,
    period: 30,
  }))

  it("gives the same entries", () => {
    const part = fc
      .record({
        size: fc.integer({ min: 1, max: 1_000 }),
        id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      })
      .chain(({ size, id }) =>
        fc.record({ size: fc.constant(size), id: fc.constant(id), index: fc.nat({ max: size - 1 }) }),
      )
    fc.assert(
      fc.property(fc.array(fitting, { maxLength: 10 }), part, (entries, written) => {
        const read = readGoogleMigration(writeGoogleMigration(entries, written))
        expect(read.rows).toEqual(entries.map((made) => ({ entry: made })))
        expect(read.part).toEqual(written)
      }),
    )
  })

  test.each([
    ["60 s", { period: 60 }],
    ["seven digits", { digits: 7 }],
    ["Steam", { type: "steam", digits: 5 }],
  ] as const)("an entry of %s is not written: it would come back with other codes", (_, changes) => {
    const unfit = entry(changes)
    expect(fitsGoogleMigration(unfit)).toBe(false)
    expect(() => writeGoogleMigration([unfit], { size: 1, index: 0, id: 0 })).toThrow(RangeError)
  })
})

describe("how the link may be spelt", () => {
  const bytes = payload((writer) => text(2, "a>b?c~")(withSecret(writer)))
  const base64 = Buffer.from(bytes).toString("base64")
  const read = (data: string) => readGoogleMigration(`otpauth-migration://offline?data=${data}`)
  const meant = readGoogleMigration(link(bytes))

  test.each([
    ["raw", base64],
    ["without padding", base64.replace(/=+$/, "")],
    ["URL-safe", Buffer.from(bytes).toString("base64url")],
    ["plus turned into a space", base64.replaceAll("+", " ")],
    ["broken into lines", `${base64.slice(0, 10)}\r\n${base64.slice(10)}`],
  ])("%s", (_, data) => {
    expect(read(data)).toEqual(meant)
    expect(read(encodeURIComponent(data))).toEqual(meant)
  })

  it("has both characters of base64 that need care in it", () => {
    expect(
      Buffer.from(
        payload((w) => w.tag(1, WireType.LengthDelimited).bytes(Uint8Array.of(0xfb, 0xff, 0xbf))),
      ).toString("base64"),
    ).toMatch(/[+/]/)
  })
})

describe("what the numbers mean", () => {
  test.each([
    [4, 0, { algorithm: "SHA1" }],
    [4, 1, { algorithm: "SHA1" }],
    [4, 2, { algorithm: "SHA256" }],
    [4, 3, { algorithm: "SHA512" }],
    [5, 0, { digits: 6 }],
    [5, 1, { digits: 6 }],
    [5, 2, { digits: 8 }],
    [6, 0, { type: "totp" }],
    [6, 2, { type: "totp" }],
    [6, 1, { type: "hotp", counter: 0 }],
  ])("field %i = %i", (field, value, meant) => {
    expect(onlyRow(payload(varint(field, value)))).toMatchObject({ entry: meant })
  })

  test.each([
    [4, 4, "algorithm"],
    [4, 9, "algorithm"],
    [4, -1, "algorithm"],
    [5, 3, "digits"],
    [5, 6, "digits"],
    [6, 3, "type"],
  ])("field %i = %i is refused", (field, value, part) => {
    expect(onlyRow(payload(varint(field, value)))).toMatchObject({
      error: { kind: "otp", part, problem: "unsupported" },
    })
  })

  test.each([
    ["0", 0],
    ["4294967296", 2 ** 32],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])("a counter of %s", (value, counter) => {
    const row = onlyRow(payload((writer) => varint(7, value)(writer).tag(6, WireType.Varint).int32(1)))
    expect(row).toMatchObject({ entry: { type: "hotp", counter } })
  })

  test.each(["-1", "9007199254740992", "9223372036854775807"])("a counter of %s is refused", (value) => {
    const row = onlyRow(payload((writer) => varint(7, value)(writer).tag(6, WireType.Varint).int32(1)))
    expect(row).toMatchObject({ error: { part: "counter", problem: "out-of-range" } })
  })

  it("passes over fields it does not know, as new exports have them", () => {
    const bytes = payload(
      (writer) => text(8, "7d579d1753176794968")(text(2, "me")(withSecret(writer))),
      (writer) => text(99, "?")(writer.tag(2, WireType.Varint).int32(2).tag(77, WireType.Bit64).fixed64(1)),
    )
    expect(onlyRow(bytes)).toMatchObject({ entry: { account: "me" } })
  })
})

describe("names", () => {
  test.each([
    ["GitHub:me", "GitHub", "GitHub", "me"],
    ["me", "GitHub", "GitHub", "me"],
    ["GitHub:me", "", "GitHub", "me"],
    ["GitHub: me", "GitHub", "GitHub", "me"],
    ["Old:me", "New", "New", "Old:me"],
    ["me", "", "", "me"],
    ["", "", "", ""],
  ])("name %j and issuer %j", (name, issuer, meantIssuer, account) => {
    const row = onlyRow(payload((writer) => text(3, issuer)(text(2, name)(withSecret(writer)))))
    expect(row).toMatchObject({ entry: { issuer: meantIssuer, account } })
  })
})

describe("hostile input", () => {
  const whole = Buffer.from(
    new URL(
      writeGoogleMigration([entry(), entry({ account: "b" })], { size: 3, index: 1, id: -7 }),
    ).searchParams.get("data") ?? "",
    "base64",
  )

  it("cut anywhere, it is refused whole or read as a shorter message, never with a changed entry", () => {
    const entries = readGoogleMigration(link(whole)).rows
    for (let length = 1; length < whole.length; length++) {
      let rows
      try {
        rows = readGoogleMigration(link(whole.subarray(0, length))).rows
      } catch (error) {
        expect((error as AppError).data).toEqual(damaged)
        continue
      }
      expect(entries.slice(0, rows.length)).toEqual(rows)
    }
  })

  test.each([
    ["an entry longer than the message", "0a7f0a0a48656c6c6f"],
    ["a length of 2^32-1", "0affffffff0f"],
    ["a varint of eleven bytes", "18ffffffffffffffffffff01"],
    ["an unknown varint of eleven bytes", "b804ffffffffffffffffffff01"],
    ["a field number of 0", "0001"],
    ["an end without a group", "0c"],
    ["groups 200 deep", `${"5b".repeat(200)}${"5c".repeat(200)}`],
    ["a group without an end", "5b"],
    ["an entry that is a number", "0800"],
    ["a batch size that is text", "1a00"],
    ["a batch size of 0x7fffffff", "18ffffffff07"],
    ["a negative batch size", "18ffffffffffffffffff01"],
    ["an index past the size", "18022002"],
    ["a negative index", "180220ffffffffffffffffff01"],
  ])("%s", (_, hex) => {
    expect(refusalOf(() => readGoogleMigration(link(Buffer.from(hex, "hex"))))).toEqual(damaged)
  })

  it("one damaged entry leaves the others", () => {
    const good = whole.subarray(0, 2 + (whole[1] ?? 0))
    const bytes = Buffer.concat([good, Buffer.from("0a020a7f", "hex"), Buffer.from("0a00", "hex")])
    expect(readGoogleMigration(link(bytes)).rows).toEqual([
      { entry: entry() },
      { label: "", error: damaged },
      { label: "", error: { kind: "otp", part: "secret", problem: "empty" } },
    ])
  })

  it("a million entries are refused", () => {
    const many = (count: number) => link(Buffer.from("0a00".repeat(count), "hex"))
    expect(refusalOf(() => readGoogleMigration(many(1_000_000)))).toMatchObject({ problem: "too-long" })
    expect(refusalOf(() => readGoogleMigration(many(1_001)))).toMatchObject({ problem: "too-long" })
    expect(readGoogleMigration(many(1_000)).rows).toHaveLength(1_000)
  })

  it("a secret of 257 bytes is refused", () => {
    const bytes = payload((writer) => writer.tag(1, WireType.LengthDelimited).bytes(new Uint8Array(257)))
    expect(onlyRow(bytes)).toMatchObject({ error: { part: "secret", problem: "too-long" } })
  })

  test.each([
    ["otpauth-migration://offline", "missing"],
    ["otpauth-migration://offline?date=CgA", "missing"],
    ["otpauth-migration://offline?data=", "empty"],
    ["otpauth-migration://offline?data=%3D%3D", "empty"],
    ["otpauth-migration://online?data=CgA", "damaged"],
    ["otpauth-migration:offline?data=CgA", "damaged"],
    ["otpauth-migration://offline?data=C*A", "damaged"],
    ["otpauth-migration://offline?data=CgAAA", "damaged"],
    ["otpauth-migration://offline?data=Cg=A", "damaged"],
    ["otpauth-migration://offline?data=%zz", "damaged"],
  ])("%s: %s", (uri, problem) => {
    expect(refusalOf(() => readGoogleMigration(uri))).toEqual({ kind: "otp", part: "migration", problem })
  })

  it("any bytes are read or refused, with nothing of them in the refusal", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })).map(([place, value]) => {
            const changed = Uint8Array.from(whole)
            changed[place] = value
            return changed
          }),
        ),
        (bytes) => {
          try {
            for (const row of readGoogleMigration(link(bytes)).rows) {
              if ("entry" in row) expect(row.entry.secret).toMatch(/^[A-Z2-7]{2,410}$/)
              else expect(row.error.kind).toBe("otp")
            }
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
            expect(JSON.stringify((error as AppError).data)).not.toContain(SECRET)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
