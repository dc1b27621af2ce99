import { expect } from "vitest"

/** What is told in whole seconds may be one off. */
const ROUNDING_MS = 1_000

/** Expects that the instant lies between the start of what was done and now, however long that took. */
export function expectMeanwhile(atMs: number, startMs: number): void {
  expect(atMs).toBeGreaterThanOrEqual(startMs - ROUNDING_MS)
  expect(atMs).toBeLessThanOrEqual(Date.now() + ROUNDING_MS)
}
