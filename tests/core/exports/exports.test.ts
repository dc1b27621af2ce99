import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createBackups } from "../../../src/core/backup/create-backups.ts"
import type { Outgoing } from "../../../src/core/backup/service.ts"
import { writeAegis } from "../../../src/core/exports/aegis.ts"
import { googlePages } from "../../../src/core/exports/google-pages.ts"
import { writeOtpauthList } from "../../../src/core/exports/otpauth-list.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { readGoogleMigration } from "../../../src/core/otp/google-migration.ts"
import { parseOtpauthUri } from "../../../src/core/otp/parse-otpauth-uri.ts"
import { readTexts } from "../../../src/core/otp/read-texts.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { appFormats } from "../../../src/core/imports/formats-apps.ts"
import { fileFormats } from "../../../src/core/imports/formats-files.ts"
import { lookAt } from "../../../src/core/imports/input.ts"
import { backupOf, entries, fullBench, KEPT_LINK, PASSPHRASE } from "../backup/bench.ts"

const random = new SeededRandom("exports")
const kept = [{ issuer: "Old", account: "token", what: "mOTP", uri: KEPT_LINK }]
const formats = [...appFormats, ...fileFormats]
const outgoing: Outgoing = { entries, kept, left: [] }
const codes = ({ type, secret, algorithm, digits, period, counter, issuer, account }: OtpEntry) => ({
  ...{ type, secret, algorithm, digits, period, counter, issuer, account },
})

const name = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Zs}]/gu, "-"))
const anyEntry: fc.Arbitrary<OtpEntry> = fc
  .record({
    type: fc.constantFrom("totp" as const, "hotp" as const),
    secret: fc.constantFrom("JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
    algorithm: fc.constantFrom("SHA1" as const, "SHA256" as const, "SHA512" as const),
    digits: fc.integer({ min: 4, max: 10 }),
    period: fc.constantFrom(15, 30, 60),
    counter: fc.nat(),
    issuer: name.map((text) => text.replaceAll(":", "-")),
    account: name,
    tags: fc.constant([]),
  })
  .map((entry) => ({
    ...entry,
    period: entry.type === "hotp" ? 30 : entry.period,
    counter: entry.type === "hotp" ? entry.counter : 0,
  }))

describe("the list of links", () => {
  test("reads back as it was, one a line, and keeps what Keycard cannot compute", () => {
    const lines = writeOtpauthList(outgoing).trimEnd().split("\n")
    expect(lines.slice(0, -1).map((line) => codes(parseOtpauthUri(line)))).toEqual(entries.map(codes))
    expect(lines.at(-1)).toBe(KEPT_LINK)
  })

  test("of any entries reads back as it was", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 5 }), (list) => {
        const text = writeOtpauthList({ entries: list, kept: [] })
        expect(
          text
            .trimEnd()
            .split("\n")
            .map((line) => codes(parseOtpauthUri(line))),
        ).toEqual(list.map(codes))
      }),
    )
  })
})

describe("Google's pages", () => {
  const many = Array.from({ length: 23 }, (_, place) => ({ ...entries[0]!, account: `account ${place}` }))

  test("ten a page, numbered, and together they read back as what went in", () => {
    const { pages, left } = googlePages({ entries: many, kept: [], left: [] })
    expect(pages.map((page) => page.entries.length)).toEqual([10, 10, 3])
    expect(left).toEqual([])
    expect(pages.map(({ link }) => readGoogleMigration(link).part)).toEqual(
      [0, 1, 2].map((index) => ({ size: 3, index, id: 0 })),
    )
    const read = readTexts(pages.map(({ link }) => link))
    expect(read.missingParts).toBeNull()
    expect(read.entries.map(codes)).toEqual(many.map(codes))
  })

  test("what they cannot say is left out by name, never changed", () => {
    const { pages, left } = googlePages(outgoing)
    expect(pages.flatMap((page) => page.entries.map(({ issuer }) => issuer))).toEqual([
      "GitHub",
      "Amazon Web Services",
      "Counter",
    ])
    expect(left.map(({ issuer, reason }) => [issuer, reason])).toEqual([
      ["Bank", "period"],
      ["Steam", "type"],
      ["Old", "type"],
    ])
    expect(googlePages({ ...outgoing, entries: [{ ...entries[0]!, digits: 7 }] }).left[0]?.reason).toBe(
      "digits",
    )
  })

  test("long names make more pages, none that a QR code cannot hold", () => {
    const long = many.map((entry) => ({ ...entry, issuer: "é".repeat(200), account: "ü".repeat(200) }))
    const { pages, left } = googlePages({ entries: long, kept: [], left: [] })
    expect(left).toEqual([])
    expect(Math.max(...pages.map(({ link }) => link.length))).toBeLessThanOrEqual(2_953)
    expect(pages.flatMap((page) => page.entries)).toHaveLength(23)
  })
})

test("Aegis's fields are those of its vault format, field by field", () => {
  const { json, left } = writeAegis(outgoing, random)
  expect(left).toEqual([])
  const file = JSON.parse(json) as {
    db: { groups: { uuid: string; name: string }[]; entries: Record<string, unknown>[] }
  }
  expect(file).toMatchObject({ version: 1, header: { slots: null, params: null }, db: { version: 3 } })
  const [github, , bank, steam, counter, motp] = file.db.entries
  const [group] = file.db.groups
  expect(github).toEqual({
    type: "totp",
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    name: "maria",
    issuer: "GitHub",
    note: "spare phone",
    favorite: true,
    icon: null,
    icon_mime: null,
    icon_hash: null,
    info: { secret: "JBSWY3DPEHPK3PXP", algo: "SHA1", digits: 6, period: 30 },
    groups: [group?.uuid],
  })
  expect(group?.name).toBe("work")
  expect(bank?.info).toEqual({ secret: "KRSXG5CTMVRXEZLU", algo: "SHA256", digits: 8, period: 60 })
  expect(steam).toMatchObject({ type: "steam", info: { algo: "SHA1", digits: 5, period: 30 } })
  expect(counter?.info).toEqual({ secret: "MFRGGZDFMZTWQ2LK", algo: "SHA1", digits: 6, counter: 7 })
  expect(motp).toMatchObject({
    type: "motp",
    info: { secret: "AERUKZ4JVPG66", algo: "MD5", digits: 6, period: 10, pin: "1234" },
  })
})

test("to Aegis go Yandex and MD5 too; what it has no word for is named", () => {
  const links = [
    "otpauth://yaotp/user?secret=LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI&pin=7586",
    "otpauth://totp/Site:me?secret=JBSWY3DPEHPK3PXP&algorithm=MD5&digits=8&period=60",
    "otpauth://totp/Site:me?secret=JBSWY3DPEHPK3PXP&algorithm=SHA224",
    "motp://a?secret=0123456789abcdef",
    "nothing of the kind",
  ]
  const { json, left } = writeAegis(
    {
      entries: [],
      left: [],
      kept: links.map((uri, place) => ({ issuer: `${place}`, account: "", what: "", uri })),
    },
    random,
  )
  const { db } = JSON.parse(json) as { db: { entries: { type: string; info: unknown }[] } }
  expect(db.entries.map(({ type, info }) => ({ type, info }))).toMatchObject([
    { type: "yandex", info: { algo: "SHA256", digits: 8, period: 30, pin: "7586" } },
    { type: "totp", info: { algo: "MD5", digits: 8, period: 60 } },
  ])
  expect(left.map(({ issuer, reason }) => [issuer, reason])).toEqual(
    ["2", "3", "4"].map((each) => [each, "type"]),
  )
})

test("what goes out is without the trash, and one account alone where it is asked for", async () => {
  const { deps } = await fullBench()
  const backups = createBackups(deps)
  const all = await backups.outgoing(null)
  expect(all.entries.map(({ issuer }) => issuer)).toEqual(["GitHub", "Amazon Web Services", "Bank", "Steam"])
  expect(all.kept).toMatchObject([{ uri: KEPT_LINK, what: "mOTP" }])
  const one = await backups.outgoing([deps.index.now.accounts[2]!.id])
  expect(one.entries.map(codes)).toEqual([codes(entries[2]!)])
  expect(one.kept).toEqual([])
  await expect(backups.outgoing([crypto.randomUUID()])).rejects.toMatchObject({ data: { kind: "not-found" } })
})

describe("read back by our own import", () => {
  const read = async (text: string, password: string | null = null) => {
    const input = lookAt(new TextEncoder().encode(text))
    const format = formats.find(({ recognise }) => recognise(input))
    const tools = { password, onStep: () => undefined, readPicture: () => Promise.resolve([]) }
    const rows = (await format?.read(input, tools)) ?? []
    const found = rows.flatMap((row) => (row.kind === "entry" ? [row.entry] : []))
    return { id: format?.id, rows, found }
  }
  const links = ({ rows }: Awaited<ReturnType<typeof read>>) =>
    rows.flatMap((row) => (row.kind === "kept" ? [row.kept.what] : []))

  test("the list of links", async () => {
    const back = await read(writeOtpauthList(outgoing))
    expect(back.found.map(codes)).toEqual(entries.map(codes))
    expect(links(back)).toEqual(["mOTP"])
  })

  test("Aegis's JSON, with notes, groups and favourites", async () => {
    const back = await read(writeAegis(outgoing, random).json)
    expect(back.id).toBe("aegis")
    expect(back.found.map(codes)).toEqual(entries.map(codes))
    expect(back.found[0]).toMatchObject({ note: "spare phone", tags: ["work"], pinned: true })
    expect(links(back)).toEqual(["mOTP"])
  })

  test("an encrypted backup", async () => {
    const bench = await fullBench()
    const text = Buffer.from(await backupOf(bench)).toString("utf8")
    const back = await read(text, PASSPHRASE)
    expect(back.id).toBe("keycard-backup")
    expect(back.found.map(codes)).toEqual(entries.map(codes))
    expect(back.found.map(({ trashed }) => trashed === true)).toEqual([false, false, false, false, true])
    await expect(read(text, null)).rejects.toMatchObject({ data: { problem: "password-needed" } })
    await expect(read(text, "something else")).rejects.toMatchObject({ data: { problem: "password-wrong" } })
  })
})
