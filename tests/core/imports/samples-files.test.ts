import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { readQrTexts } from "../../../src/adapters/pictures/read-picture-file.ts"
import type { ImportRow } from "../../../src/core/imports/format.ts"
import { encodeBase32 } from "../../../src/core/otp/base32.ts"
import type { OtpEntry } from "../../../src/core/otp/entry.ts"
import { readTexts } from "../../../src/core/otp/read-texts.ts"
import { entriesOf, formatOf, refusalOfReading, rowsOf } from "./reading.ts"

/** Exports of other programs, under their own licences: read where they are, never kept here. */
const folder = fileURLToPath(new URL("../../../../shared/samples/", import.meta.url))
const present = existsSync(`${folder}EXPECTED.json`)
if (!present) process.stderr.write(`skipped: no sample exports of other programs in ${folder}\n`)

type Row = Record<string, string | number | null | undefined>
interface Sample {
  readonly file: string
  readonly password: string | null
  readonly entries: readonly (Row | string)[]
}

const samples = present
  ? (JSON.parse(readFileSync(`${folder}EXPECTED.json`, "utf8")) as { samples: Sample[] }).samples
  : []

const bytesOfSample = (file: string) => new Uint8Array(readFileSync(folder + file))
const readPicture = async (bytes: Uint8Array) => [...(await readQrTexts(bytes))]

async function readSample(file: string): Promise<{ rows: ImportRow[]; expected: Sample["entries"] }> {
  const sample = samples.find((candidate) => candidate.file === file)
  const rows = await rowsOf(bytesOfSample(file), { password: sample?.password ?? null, readPicture })
  return { rows, expected: sample?.entries ?? [] }
}

const text = (value: Row[string]) => (value === null || value === undefined ? "" : String(value))
const base = { type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 } as const

/** What each file's own words mean; see docs/formats.md. */
const meanings: Record<string, (row: Row) => OtpEntry> = {
  link: (row) => ({
    type: row.type as OtpEntry["type"],
    issuer: text(row.issuer),
    account: text(row.account),
    secret: text(row.secret),
    algorithm: text(row.algorithm).toUpperCase() as OtpEntry["algorithm"],
    digits: Number(row.digits),
    period: Number(row.period ?? 30),
    counter: Number(row.counter ?? 0),
  }),
  freeOtp1: (row) => freeOtp(row, 1),
  freeOtp2: (row) => freeOtp(row, 0),
  authy: (row) => ({
    ...base,
    issuer: text(row.originalIssuer),
    account: text(row.name).replace(`${text(row.originalIssuer)}: `, ""),
    secret: text(row.secret),
    digits: Number(row.digits),
  }),
  googleDatabase: (row) => ({
    ...base,
    type: row.type === 1 ? "hotp" : "totp",
    issuer: text(row.issuer),
    account: text(row.email).replace(`${text(row.issuer)}:`, ""),
    secret: text(row.secret),
    counter: row.type === 1 ? Number(row.counter) : 0,
  }),
  googlePicture: (row) => ({ ...base, issuer: "", account: text(row.name), secret: text(row.secret) }),
  microsoft: (row) => ({
    ...base,
    issuer: text(row.name),
    account: text(row.username),
    secret: text(row.oath_secret_key),
  }),
}

function freeOtp(row: Row, counterStep: number): OtpEntry {
  const hotp = row.type === "HOTP"
  return {
    type: hotp ? "hotp" : "totp",
    issuer: text(row.issuerExt),
    account: text(row.label),
    secret: text(row.secret),
    algorithm: (row.algo ?? "SHA1") as OtpEntry["algorithm"],
    digits: Number(row.digits ?? 6),
    period: hotp ? 30 : Number(row.period ?? 30),
    counter: hotp ? Number(row.counter) + counterStep : 0,
  }
}

/** Two accounts of one secret do not occur: this order is one for both sides. */
const bySecret = (entries: readonly OtpEntry[]) => [...entries].sort((a, b) => (a.secret < b.secret ? -1 : 1))

describe.skipIf(!present)("the samples of other programs", () => {
  test.each([
    ["urilist/aegis-repo/plain.txt", "links", "link"],
    ["freeotp/aegis-repo/freeotp_v2_api23.xml", "freeotp", "freeOtp2"],
    ["freeotp/aegis-repo/freeotp_v2_api25.xml", "freeotp", "freeOtp2"],
    ["freeotp/aegis-repo/freeotp_v2_api27.xml", "freeotp", "freeOtp2"],
    ["freeotp/aegis-repo/freeotp_v2_api34.xml", "freeotp", "freeOtp2"],
    ["freeotp/aegis-repo/freeotp_v2_null_algo.xml", "freeotp", "freeOtp2"],
    ["freeotpplus/aegis-repo/freeotp_plus.json", "freeotp-plus", "freeOtp1"],
    ["authy/aegis-repo/authy_plain.xml", "authy", "authy"],
    ["authy/aegis-repo/authy_encrypted.xml", "authy", "authy"],
    ["google/aegis-repo/google_authenticator.sqlite", "google-database", "googleDatabase"],
    ["microsoft/aegis-repo/microsoft_authenticator.sqlite", "microsoft-database", "microsoft"],
  ])("%s is read as a whole, in its order", async (file, format, meaning) => {
    expect(formatOf(bytesOfSample(file))?.id).toBe(format)
    const { rows, expected } = await readSample(file)
    expect(expected.length).toBeGreaterThan(0)
    expect(rows).toEqual(expected.map((row) => ({ kind: "entry", entry: meanings[meaning]!(row as Row) })))
  })

  test.each(["freeotp/aegis-repo/freeotp.xml", "freeotpplus/aegis-repo/freeotp_plus_internal.xml"])(
    "%s is read as a whole, in the order that the app shows",
    async (file) => {
      expect(formatOf(bytesOfSample(file))?.id).toBe("freeotp-preferences")
      const { rows, expected } = await readSample(file)
      expect(expected.length).toBeGreaterThan(0)
      expect(rows.every((row) => row.kind === "entry")).toBe(true)
      expect(bySecret(entriesOf(rows))).toEqual(
        bySecret(expected.map((row) => meanings.freeOtp1!(row as Row))),
      )
    },
  )

  test("a list of Ente's is read as links where nothing of its own is asked for", async () => {
    const { rows, expected } = await readSample("ente/aegis-repo/ente_auth.txt")
    expect(rows).toEqual(expected.map((row) => ({ kind: "entry", entry: meanings.link!(row as Row) })))
  })

  test("Google's picture gives its ten accounts and names the two missing parts", async () => {
    const { rows, expected } = await readSample("google/proton-repo-qr/GoogleAuthenticatorExport_1.png")
    expect(entriesOf(rows)).toEqual(expected.map((row) => meanings.googlePicture!(row as Row)))
    expect(expected).toHaveLength(10)
    expect(rows.slice(10)).toEqual([
      { kind: "skipped", label: "", error: { kind: "migration-parts", size: 3, missing: [1, 3] } },
    ])
  })

  test("a picture of another kind of QR code is refused by its name", async () => {
    const reading = readSample("google/proton-repo-qr/example.png")
    expect(await refusalOfReading(reading)).toEqual({ kind: "picture", problem: "no-otp-code" })
  })

  test("Stratum's page gives seven accounts and keeps the two that are not computed", async () => {
    const { rows, expected } = await readSample("html-export/stratum-repo/backup.html")
    expect(entriesOf(rows)).toEqual(readTexts(expected.slice(0, 7).map(String)).entries)
    expect(rows.slice(7)).toEqual([
      { kind: "kept", kept: { issuer: "MOTP", account: "Username", what: "mOTP", uri: expected[7] } },
      { kind: "kept", kept: { issuer: "Yandex", account: "Username", what: "Yandex", uri: expected[8] } },
    ])
  })

  // EXPECTED.json does not list these two; they hold the accounts of their siblings.
  test("Stratum's database holds the accounts of the list of links", async () => {
    const { rows } = await readSample("stratum/aegis-repo/stratum_internal.db")
    expect(rows).toEqual((await readSample("urilist/aegis-repo/plain.txt")).rows)
  })

  test("TOTP Authenticator's preferences hold the accounts of its export", async () => {
    const { rows } = await readSample("totp-authenticator/aegis-repo/totp_authenticator_internal.xml")
    const inExport = samples.find(({ file }) => file.endsWith("totp_authenticator.bin"))?.entries ?? []
    expect(inExport).toHaveLength(3)
    expect(rows).toEqual(
      inExport.map((row) => ({
        kind: "entry",
        entry: {
          ...base,
          issuer: (row as Row).issuer,
          account: (row as Row).name,
          secret: encodeBase32(Buffer.from(text((row as Row).key), "hex")),
          digits: Number((row as Row).digits),
          period: Number((row as Row).period),
        },
      })),
    )
  })

  test.each(samples.filter(({ file, password }) => password !== null && /^(?:freeotp|authy)\//.test(file)))(
    "$file asks for its password and does not take another",
    async ({ file }) => {
      const bytes = bytesOfSample(file)
      expect(await refusalOfReading(rowsOf(bytes))).toMatchObject({ problem: "password-needed" })
      expect(await refusalOfReading(rowsOf(bytes, { password: "no" }))).toMatchObject({
        problem: "password-or-damaged",
      })
    },
  )
})
