import { expect } from "vitest"
import { PATIENCE_MS } from "./world.ts"

/** Asks again and again until the answer is the expected one. */
export function eventually<T>(ask: () => T | Promise<T>, timeout = PATIENCE_MS) {
  return expect.poll(ask, { timeout, interval: 50 })
}
