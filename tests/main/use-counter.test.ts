import { expect, test } from "vitest"
import { createUseCounter } from "../../src/main/use-counter.ts"
import { ManualTimers, settle } from "./manual-timers.ts"

function counterOf(fail = false) {
  const timers = new ManualTimers(1_000)
  const written: unknown[] = []
  const logged: unknown[] = []
  let told = 0
  const counter = createUseCounter({
    timers,
    accounts: {
      countUses: async (uses) => {
        await settle()
        if (fail) throw new Error("full")
        written.push(uses)
      },
    },
    onCounted: () => (told += 1),
    log: (_message, cause) => logged.push(cause),
  })
  return { timers, counter, written, logged, told: () => told }
}

test("copies made one after the other are written once, five seconds after the last", async () => {
  const { timers, counter, written, told } = counterOf()
  counter.count("a")
  await timers.pass(4_000)
  counter.count("b")
  await timers.pass(4_999)
  expect(written).toEqual([])
  await timers.pass(1)
  expect(written).toEqual([
    [
      { id: "a", atMs: 1_000 },
      { id: "b", atMs: 5_000 },
    ],
  ])
  expect(told()).toBe(1)
})

test("at the end what waits is written, and nothing where nothing waits", async () => {
  const { timers, counter, written } = counterOf()
  await counter.flush()
  counter.count("a")
  await counter.flush()
  await timers.pass(10_000)
  expect(written).toHaveLength(1)
})

test("a count that cannot be written is logged and disturbs nobody", async () => {
  const { timers, counter, logged, told } = counterOf(true)
  counter.count("a")
  await timers.pass(5_000)
  expect(logged).toHaveLength(1)
  expect(told()).toBe(0)
})
