import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { readGoogleMigration } from "../../../src/core/otp/google-migration.ts"
import { readTexts } from "../../../src/core/otp/read-texts.ts"
import { writeGoogleMigration } from "../../../src/core/otp/write-google-migration.ts"
import { entry } from "./entries.ts"

/** Exports of other programs, under their own licences: read where they are, never kept here. */
const folder = fileURLToPath(new URL("../../../../shared/samples/", import.meta.url))
const present = existsSync(`${folder}EXPECTED.json`)
if (!present) process.stderr.write(`skipped: no sample exports of other programs in ${folder}\n`)

interface Sample {
  readonly file: string
  readonly entries: readonly Record<string, string | number | undefined>[]
}

const samples = present
  ? (JSON.parse(readFileSync(`${folder}EXPECTED.json`, "utf8")) as { samples: Sample[] }).samples
  : []
const sampleOf = (file: string): Sample => {
  const found = samples.find((sample) => sample.file === file)
  if (found === undefined) throw new Error(`EXPECTED.json has no ${file}`)
  return found
}

/** In the words of our own entries. */
function expectedEntry(row: Sample["entries"][number]) {
  return {
    type: row.type,
    issuer: row.issuer,
    account: row.account,
    secret: row.secret,
    algorithm: String(row.algorithm).toUpperCase(),
    digits: Number(row.digits),
    period: Number(row.period ?? 30),
    counter: Number(row.counter ?? 0),
  }
}

describe.skipIf(!present)("what other programs export", () => {
  test.each(["urilist/aegis-repo/plain.txt", "ente/aegis-repo/ente_auth.txt"])(
    "%s is read as a whole",
    (file) => {
      const { entries, skipped, missingParts } = readTexts([readFileSync(folder + file, "utf8")])
      expect({ entries, skipped, missingParts }).toEqual({
        entries: sampleOf(file).entries.map(expectedEntry),
        skipped: [],
        missingParts: null,
      })
    },
  )

  // The sample is a picture; its content, put into a link again, goes through the same reader.
  test("the rows of Google's picture survive a link of ours", () => {
    const { entries: rows } = sampleOf("google/proton-repo-qr/GoogleAuthenticatorExport_1.png")
    const entries = rows.map(({ secret, name }) =>
      entry({ secret: String(secret), issuer: "", account: String(name) }),
    )
    expect(entries).toHaveLength(10)
    const link = writeGoogleMigration(entries, { size: 3, index: 1, id: 0 })
    expect(readGoogleMigration(link).rows).toEqual(entries.map((made) => ({ entry: made })))
    expect(readTexts([link]).missingParts).toEqual({ size: 3, missing: [1, 3] })
  })
})
