import { expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import type { ImportReading } from "../../src/core/imports/format.ts"
import type { ImportProgress } from "../../src/shared/ipc/views.ts"
import { createImports } from "../../src/main/imports.ts"

const job = { bytes: new Uint8Array(1), format: null, password: null }
const reading: ImportReading = { format: "aegis", name: "Aegis", rows: [], duplicates: 0 }

function setUp() {
  const told: ImportProgress[] = []
  const waiting: ((reading: ImportReading) => void)[] = []
  const imports = createImports(
    (_, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        onProgress?.({ step: "reading" }, 7)
        waiting.push(resolve)
        signal?.addEventListener("abort", () => reject(new AppError({ kind: "cancelled" })))
      }),
    (progress) => told.push(progress),
  )
  return { imports, told, waiting }
}
const cancelled = { data: { kind: "cancelled" } }

it("reads a file and tells how far it is", async () => {
  const { imports, told, waiting } = setUp()
  const read = imports.read(job)
  waiting[0]?.(reading)
  expect(await read).toBe(reading)
  expect(told).toEqual([{ step: { step: "reading" }, elapsedMs: 7 }])
})

it("stops a reading when it is told to, or when another begins", async () => {
  const { imports, waiting } = setUp()
  const first = imports.read(job)
  const second = imports.read(job)
  await expect(first).rejects.toMatchObject(cancelled)
  // The end of the first does not make it forget the second.
  imports.cancel()
  await expect(second).rejects.toMatchObject(cancelled)
  const third = imports.read(job)
  waiting[2]?.(reading)
  expect(await third).toBe(reading)
  imports.cancel()
})
