import { describe, expect, it } from "vitest"
import { createBoundaryTimer } from "../../src/main/boundary-timer.ts"
import { ManualTimers } from "./manual-timers.ts"

function setUp() {
  const timers = new ManualTimers(0)
  let runs = 0
  const timer = createBoundaryTimer(timers, () => runs++)
  return { timers, timer, runs: () => runs }
}

describe("a time that something waits for", () => {
  it("comes once, not before", async () => {
    const { timers, timer, runs } = setUp()
    timer.set(300_000)
    await timers.pass(299_999)
    expect(runs()).toBe(0)
    await timers.pass(1)
    expect(runs()).toBe(1)
    await timers.pass(600_000)
    expect(runs()).toBe(1)
  })

  it("comes within a minute when the clock was set beyond it", async () => {
    const { timers, timer, runs } = setUp()
    timer.set(3_600_000)
    await timers.pass(1_000)
    timers.set(7_200_000)
    await timers.pass(60_000)
    expect(runs()).toBe(1)
  })

  it("is the last one that was set, or none", async () => {
    const { timers, timer, runs } = setUp()
    timer.set(1_000)
    timer.set(5_000)
    await timers.pass(4_999)
    expect(runs()).toBe(0)
    timer.set(null)
    await timers.pass(10_000)
    expect(runs()).toBe(0)
    expect(timers.pending).toBe(0)
  })
})
