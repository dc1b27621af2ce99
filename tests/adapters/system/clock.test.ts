import { expect, test } from "vitest"
import { systemClock } from "../../../src/adapters/system/clock.ts"
import { systemRandom } from "../../../src/adapters/system/random.ts"

test("waits until the instant, not less", async () => {
  const until = systemClock.nowMs() + 30
  await systemClock.sleepUntil(until)
  expect(systemClock.nowMs()).toBeGreaterThanOrEqual(until)
})

test("an instant that has passed is not waited for", async () => {
  await systemClock.sleepUntil(0)
})

test("a wait that is called off rejects, before it began and while it lasts", async () => {
  await expect(systemClock.sleepUntil(0, AbortSignal.abort())).rejects.toMatchObject({
    data: { kind: "cancelled" },
  })
  const stop = new AbortController()
  const waiting = systemClock.sleepUntil(systemClock.nowMs() + 60_000, stop.signal)
  setImmediate(() => stop.abort())
  await expect(waiting).rejects.toMatchObject({ data: { kind: "cancelled" } })
})

test("random values have their form and do not repeat", () => {
  expect(systemRandom.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(systemRandom.bytes(32)).toHaveLength(32)
  expect(systemRandom.bytes(0)).toHaveLength(0)
  expect(Buffer.from(systemRandom.bytes(16))).not.toEqual(Buffer.from(systemRandom.bytes(16)))
})
