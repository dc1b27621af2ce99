import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MINUTE_MS, newRenewalWorld, type RenewalWorld, type WorldProfile } from "./renewal-world.ts"

const HOUR_MS = 60 * MINUTE_MS
const role = "arn:aws:iam::123456789012:role/Deploy"
/** Enough for the longest back-off, a look, and a time step for each profile of a device. */
const GRACE_MS = 8 * MINUTE_MS
/** From then on more than what AWS's tools ask for is left at all times. */
const STEADY_MS = 20 * MINUTE_MS

const PROFILES: readonly WorldProfile[] = [
  { of: "ada", name: "day", durationSeconds: 43_200, renew: "auto" },
  { of: "ada", name: "day-too", durationSeconds: 43_200, renew: "auto" },
  { of: "ada", name: "short", durationSeconds: 900, renew: "auto" },
  { of: "bob", name: "role", durationSeconds: 3_600, roleArns: [role], renew: "auto" },
  { of: "bob", name: "asked", durationSeconds: 3_600 },
  { of: "bob", name: "never-started", durationSeconds: 3_600, renew: "auto" },
]
const AUTO = ["day", "day-too", "short", "role"]

type Trouble = "offline" | "captive" | "throttled" | "locked" | "clock-ahead" | "clock-behind" | "asleep"

function set(world: RenewalWorld, trouble: Exclude<Trouble, "asleep">, on: boolean): void {
  const { state } = world
  switch (trouble) {
    case "offline":
    case "captive":
      state.lost = on
      state.knowsLost = trouble === "offline"
      break
    case "throttled":
      state.throttled = on
      break
    case "locked":
      state.door = on ? "locked" : "open"
      if (on) world.renewer.cancelAll()
      else world.renewer.look()
      break
    case "clock-ahead":
      world.setSkew(on ? 95_000 : 0)
      break
    case "clock-behind":
      world.setSkew(on ? -10 * MINUTE_MS : 0)
      break
  }
}

interface Phase {
  readonly trouble: Trouble | "none"
  readonly minutes: number
}

const none = (minutes: number): Phase => ({ trouble: "none", minutes })
const DAY: readonly Phase[] = [
  ...[none(125), { trouble: "offline", minutes: 40 } as const],
  ...[none(100), { trouble: "captive", minutes: 31 } as const],
  ...[none(95), { trouble: "throttled", minutes: 26 } as const],
  ...[none(60), { trouble: "asleep", minutes: 160 } as const],
  ...[none(64), { trouble: "locked", minutes: 75 } as const],
  ...[none(62), { trouble: "clock-ahead", minutes: 45 } as const],
  ...[none(90), { trouble: "clock-behind", minutes: 33 } as const],
  ...[none(30), { trouble: "asleep", minutes: 400 } as const],
  none(60),
]

/** Lives through it, and looks all the time. */
async function live(world: RenewalWorld, phases: readonly Phase[]): Promise<void> {
  for (const name of AUTO) await world.refresh(name)
  await world.refresh("asked")
  world.renewer.start()
  let fineSinceMs = world.trueMs()
  for (const { trouble, minutes } of phases) {
    const ms = minutes * MINUTE_MS
    if (trouble === "asleep") {
      world.sleep(ms)
      fineSinceMs = world.trueMs()
      continue
    }
    if (trouble === "none") {
      await world.pass(ms, () => {
        const fineMs = world.trueMs() - fineSinceMs
        if (fineMs < GRACE_MS) return
        for (const name of AUTO) {
          const enoughMs = fineMs < STEADY_MS ? 0 : name === "short" ? 5 * MINUTE_MS : 15 * MINUTE_MS
          if (world.leftMs(name) <= enoughMs)
            expect.fail(`${name} is over at ${new Date(world.trueMs()).toISOString()}`)
        }
      })
      continue
    }
    set(world, trouble, true)
    await world.pass(0)
    const { requests } = world.api
    await world.pass(ms)
    if (trouble === "locked" || trouble === "offline") expect(world.api.requests).toBe(requests)
    set(world, trouble, false)
    fineSinceMs = world.trueMs()
  }
  world.renewer.stop()
  expect(world.api.sentTwice).toEqual([])
  expect(world.logged).toEqual([])
}

describe("a day of sessions that renew by themselves", () => {
  it("leaves each valid whenever it could be, and spends no code twice", { timeout: 120_000 }, async () => {
    const world = await newRenewalWorld(PROFILES)
    const minutes = DAY.reduce((sum, each) => sum + each.minutes, 0)
    expect(minutes * MINUTE_MS).toBeGreaterThanOrEqual(24 * HOUR_MS)
    await live(world, DAY)
    // Every 450 s for the short one, once or twice a day for the long ones: nothing renews all the time.
    expect(world.api.requests).toBeLessThan(400)
    expect(world.sessionOf("never-started")).toBeNull()
    expect(world.isValid("asked")).toBe(false)
  })

  it("holds for any order of troubles", { timeout: 300_000 }, async () => {
    const troubles = [
      "offline",
      "captive",
      "throttled",
      "locked",
      "clock-ahead",
      "clock-behind",
      "asleep",
    ] as const
    const phase = fc.record({
      trouble: fc.constantFrom<Trouble | "none">("none", "none", "none", ...troubles),
      minutes: fc.integer({ min: 1, max: 90 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(phase, { minLength: 4, maxLength: 12 }), async (phases) => {
        await live(await newRenewalWorld(PROFILES), [...phases, { trouble: "none", minutes: 30 }])
      }),
      { numRuns: 12 },
    )
  })
})
