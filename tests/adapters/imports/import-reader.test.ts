import { join } from "node:path"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { createImportReader } from "../../../src/adapters/imports/import-reader.ts"
import type { ImportReaderOptions, ReadOptions } from "../../../src/adapters/imports/import-reader.ts"
import type { ImportStep } from "../../../src/core/imports/format.ts"
import { failureOf } from "../../support/failure-of.ts"

const script = join(import.meta.dirname, "workers/act.mjs")

function read(act: string, options: ReadOptions = {}, limits: Partial<ImportReaderOptions> = {}) {
  const job = { bytes: new TextEncoder().encode(act), format: "aegis", password: "a secret word" }
  return createImportReader({ script, ...limits })(job, options)
}

const damaged = { kind: "import", problem: "damaged", format: null }
const tooLong = { kind: "import", problem: "too-long", format: null }

describe("a worker", () => {
  it("answers; the password reaches it by message, and nothing of this process's environment does", async () => {
    const steps: ImportStep[] = []
    const { name } = await read("answers", { onProgress: (step) => steps.push(step) })
    expect(JSON.parse(name)).toEqual({
      arguments: [],
      environment: [],
      password: "a secret word",
      format: "aegis",
    })
    expect(steps).toContainEqual({ step: "reading" })
  })

  it("that says what is wrong with the file is taken at its word", async () => {
    expect(await failureOf(read("refuses"))).toEqual({
      kind: "import",
      problem: "password-needed",
      format: "Aegis",
    })
  })

  it.each(["throws", "exits", "overflows", "fills"])(
    "that %s is a damaged file",
    { timeout: 300_000 },
    async (act) => {
      // Half a gigabyte is not filled in no time.
      const limits = { silenceLimitMs: 300_000, totalLimitMs: 300_000 }
      expect(await failureOf(read(act, {}, limits))).toEqual(damaged)
    },
  )

  it("that is nowhere is no crash either", async () => {
    expect(await failureOf(read("answers", {}, { script: join(import.meta.dirname, "absent.js") }))).toEqual(
      damaged,
    )
  })
})

describe("a reading", () => {
  it("that shows no progress is stopped, except while a key is made", async () => {
    expect(await failureOf(read("spins", {}, { silenceLimitMs: 100 }))).toEqual(tooLong)
    // The worker is real and takes its time to start; the reader's time passes only when told.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] })
    onTestFinished(() => void vi.useRealTimers())
    const abort = new AbortController()
    const told: ImportStep[] = []
    let deriving: Promise<unknown> = Promise.resolve()
    await new Promise<void>((derives) => {
      const onProgress = (step: ImportStep) => {
        told.push(step)
        derives()
      }
      deriving = failureOf(read("derives", { onProgress, signal: abort.signal }, { silenceLimitMs: 2_000 }))
    })
    vi.advanceTimersByTime(60_000)
    // At its beginning, and twice a second.
    expect(told).toEqual(Array.from({ length: 121 }, () => ({ step: "deriving-key", slot: 1, slots: 2 })))
    abort.abort()
    expect(await deriving).toEqual({ kind: "cancelled" })
  })

  it("takes no longer than its limit in all", async () => {
    expect(await failureOf(read("derives", {}, { totalLimitMs: 300 }))).toEqual(tooLong)
  })

  it("can be cancelled before it begins, and while it runs", async () => {
    expect(await failureOf(read("answers", { signal: AbortSignal.abort() }))).toEqual({ kind: "cancelled" })
    const abort = new AbortController()
    const reading = read("spins", { signal: abort.signal })
    setTimeout(() => abort.abort(), 100)
    expect(await failureOf(reading)).toEqual({ kind: "cancelled" })
  })
})
