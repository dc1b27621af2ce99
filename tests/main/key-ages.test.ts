import { expect, it } from "vitest"
import { createKeyAges } from "../../src/main/key-ages.ts"
import { newBench, NOON_MS, type BenchOptions } from "../support/aws-bench.ts"

async function world(options: BenchOptions = {}) {
  const bench = await newBench(options)
  const state = { asked: 0, changed: 0, signal: null as AbortSignal | null, answer: Promise.resolve(true) }
  const ages = createKeyAges({
    index: bench.index,
    nowMs: () => bench.clock.nowMs(),
    look: () =>
      Promise.resolve((_profile, signal) => {
        state.asked++
        state.signal = signal
        return state.answer
      }),
    onChanged: () => state.changed++,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { ...bench, state, ages, aws: ages.watched(bench.aws), settled }
}

it("asks when a session was issued, and not when one is there", async () => {
  const { aws, profile, state, settled } = await world()
  await aws.refresh(profile.id)
  await settled()
  expect(state).toMatchObject({ asked: 1, changed: 1 })
  await aws.refresh(profile.id)
  await settled()
  expect(state.asked).toBe(1)
})

it("nobody waits for it, or hears of its failure; it is not asked twice at once, and the lock calls it off", async () => {
  const { aws, ages, profile, state, settled } = await world()
  let fail = (_error: Error): void => undefined
  state.answer = new Promise((_resolve, reject) => (fail = reject))
  await aws.credentials(profile.id)
  await aws.refresh(profile.id, { force: true })
  await settled()
  expect(state.asked).toBe(1)
  ages.cancel()
  expect(state.signal?.aborted).toBe(true)
  fail(new Error("no network"))
  await settled()
  expect(state.changed).toBe(0)
})

it("asks nothing within a day of an answer, nor for who wants no warning of age", async () => {
  const { aws, index, profile, state, settled } = await world()
  const setFacts = (askedAtMs: number) =>
    index.update((vault) => ({
      ...vault,
      awsKeys: vault.awsKeys.map((key) => ({ ...key, facts: { issuedAtMs: 0, usedAtMs: null, askedAtMs } })),
    }))
  await setFacts(NOON_MS - 3_600_000)
  await aws.refresh(profile.id, { force: true })
  await settled()
  expect(state.asked).toBe(0)
  await setFacts(NOON_MS - 90_000_000)
  await index.update((vault) => ({ ...vault, settings: { ...vault.settings, keyAgeDays: 0 } }))
  await aws.refresh(profile.id, { force: true })
  await settled()
  expect(state.asked).toBe(0)
  await index.update((vault) => ({ ...vault, settings: { ...vault.settings, keyAgeDays: 90 } }))
  await aws.refresh(profile.id, { force: true })
  await settled()
  expect(state.asked).toBe(1)
})
