import { createImportReader } from "../../src/adapters/imports/import-reader.ts"
import { importFormats } from "../../src/core/imports/formats.ts"
import { readImport } from "../../src/core/imports/read-import.ts"
import { join } from "node:path"
import { projectRoot } from "../../scripts/setup/paths.mjs"
import { within, type Result } from "../figure.ts"
import { interleave } from "../measure.ts"
import { sampleEntry } from "../sample-accounts.ts"

const ENTRIES = 1_000
const LIMIT_MS = 50

/** A plain export of 1,000 entries, without the keychain: our own work, and all that a person waits for. */
export async function measureImport(): Promise<Result[]> {
  const bytes = new TextEncoder().encode(links())
  const read = createImportReader({ script: join(projectRoot, "out", "main", "import-worker.cjs") })
  const job = { bytes, format: null, password: null }
  const values = await interleave(7, {
    own: () => timed(() => readImport(bytes, importFormats, { ...job, onStep, readPicture })),
    whole: () => timed(() => read(job)),
  })
  return [
    within(
      "1,000 entries read, our own work",
      { ours: values.own, unit: "ms" },
      { limit: LIMIT_MS, name: "limit" },
    ),
    within(
      "1,000 entries read in a worker",
      { ours: values.whole, unit: "ms" },
      { limit: 500, name: "limit" },
    ),
  ]
}

const onStep = () => undefined
const readPicture = () => Promise.resolve([])

function links(): string {
  return Array.from({ length: ENTRIES }, (_, index) => {
    const { issuer, account, secret } = sampleEntry(index)
    const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
    return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
  }).join("\n")
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
