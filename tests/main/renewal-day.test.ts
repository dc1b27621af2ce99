import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MINUTE_MS, newRenewalWorld, type RenewalWorld, type WorldProfile } from "./renewal-world.ts"

const HOUR_MS = 60 * MINUTE_MS
const role = "arn:aws:iam::123456789012:role/Deploy"

/** `ada`'s share one device; `bob`'s a key. */
const PROFILES: readonly WorldProfile[] = [
  { of: "ada", name: "day", durationSeconds: 43_200, renew: "auto" },
  { of: "ada", name: "day-too", durationSeconds: 43_200, renew: "auto" },
  { of: "ada", name: "short", durationSeconds: 900, renew: "auto" },
  { of: "bob", name: "role", durationSeconds: 3_600, roleArns: [role], renew: "auto" },
  { of: "bob", name: "direct", durationSeconds: 7_200, roleArns: [role], assume: "direct", renew: "auto" },
  { of: "bob", name: "asked", durationSeconds: 3_600 },
  { of: "bob", name: "never-started", durationSeconds: 3_600, renew: "auto" },
  { of: "center", name: "center", durationSeconds: 3_600, renew: "auto" },
]
const AUTO = ["day", "day-too", "short", "role", "direct", "center"]

/**
 * When nothing stood in the way for this long, every profile could have been renewed: the longest back-off (5 minutes),
 * a look, and a time step for each profile of the busiest device.
 */
const CHANCE_MS = 8 * MINUTE_MS
/** What is left at least after such a chance: more than what AWS's tools ask for; of 900 s what is left of the half. */
const promiseMs = (name: string) => (name === "short" ? 5 : 15) * MINUTE_MS

const TROUBLES = [
  ...["offline", "captive", "throttled", "locked", "keychain"],
  ...["clock-ahead", "clock-behind"],
] as const
type Trouble = (typeof TROUBLES)[number]

function set(world: RenewalWorld, trouble: Trouble, on: boolean): void {
  const { state } = world
  switch (trouble) {
    case "offline":
      state.lost = state.knowsLost = on
      break
    case "captive":
      // The computer believes that it has a network.
      state.lost = on
      break
    case "throttled":
      state.throttled = on
      break
    case "locked":
      state.door = on ? "locked" : "open"
      if (on) world.renewer.cancelAll()
      else world.renewer.look()
      break
    case "keychain":
      // The system's, which tells nobody when it is opened again.
      if (on) world.secrets.close("locked")
      else world.secrets.reopen()
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
  readonly troubles: readonly Trouble[]
  readonly minutes: number
  /** The lid is closed afterwards, and the troubles end while nobody looks. */
  readonly asleepMinutes: number
}

/**
 * What could be, told by the surroundings alone: nothing here knows when the code under test plans what. A session that
 * could be renewed at some instant is good for what was promised after that instant, whatever comes.
 */
function newWitness(world: RenewalWorld) {
  let fineSinceMs: number | null = world.trueMs()
  let lastChanceMs = world.trueMs()
  const seen = { underTrouble: 0, over: 0 }
  return {
    seen,
    look(isFine: boolean): void {
      const nowMs = world.trueMs()
      fineSinceMs = isFine ? (fineSinceMs ?? nowMs) : null
      if (fineSinceMs !== null && nowMs - fineSinceMs >= CHANCE_MS) lastChanceMs = nowMs
      for (const name of AUTO) {
        const leftMs = lastChanceMs + promiseMs(name) - world.endsMs(name)
        if (leftMs > 0)
          expect.fail(`${name} ends ${leftMs / 1_000} s too soon at ${new Date(nowMs).toISOString()}`)
        if (!isFine && lastChanceMs + promiseMs(name) > nowMs) seen.underTrouble++
        if (!world.isValid(name)) seen.over++
      }
    },
    /** While it sleeps nothing can be done. */
    wokeUp: () => (fineSinceMs = null),
  }
}

/** Lives through it, and looks all the time. */
async function live(world: RenewalWorld, phases: readonly Phase[]) {
  for (const name of AUTO) await world.refresh(name)
  await world.refresh("asked")
  world.state.knowsLost = false
  world.renewer.start()
  const witness = newWitness(world)
  for (const { troubles, minutes, asleepMinutes } of phases) {
    for (const trouble of troubles) set(world, trouble, true)
    await world.pass(0)
    const before = world.asked()
    await world.pass(minutes * MINUTE_MS, () => witness.look(troubles.length === 0))
    if (troubles.some((trouble) => ["locked", "offline", "keychain"].includes(trouble)))
      expect(world.asked(), `asked under ${troubles.join()}`).toBe(before)
    if (asleepMinutes > 0) {
      world.sleep(asleepMinutes * MINUTE_MS)
      witness.wokeUp()
    }
    for (const trouble of troubles) set(world, trouble, false)
  }
  world.renewer.stop()
  expect(world.api.sentTwice).toEqual([])
  expect(world.logged).toEqual([])
  return witness.seen
}

const phase = (minutes: number, ...troubles: Trouble[]): Phase => ({ troubles, minutes, asleepMinutes: 0 })
const sleep = (asleepMinutes: number): Phase => ({ troubles: [], minutes: 0, asleepMinutes })
const DAY: readonly Phase[] = [
  ...[phase(125), phase(40, "offline"), phase(100), phase(31, "captive"), phase(95), phase(26, "throttled")],
  ...[phase(60), sleep(160), phase(64), phase(75, "locked"), phase(62), phase(45, "clock-ahead")],
  ...[phase(40), phase(80, "keychain"), phase(50), phase(33, "clock-behind"), phase(30)],
  ...[phase(12, "throttled", "clock-ahead"), phase(30), sleep(300), phase(60)],
]

describe("a day of sessions that renew by themselves", () => {
  it("leaves each valid whenever it could be, and spends no code twice", { timeout: 120_000 }, async () => {
    const world = await newRenewalWorld(PROFILES)
    const minutes = DAY.reduce((sum, each) => sum + each.minutes + each.asleepMinutes, 0)
    expect(minutes * MINUTE_MS).toBeGreaterThanOrEqual(24 * HOUR_MS)
    const seen = await live(world, DAY)
    // The troubles were long enough to end sessions, and it was looked at those that had to outlive them.
    expect(seen.over).toBeGreaterThan(100)
    expect(seen.underTrouble).toBeGreaterThan(1_000)
    // Every 450 s for the short one, once or twice a day for the long ones: nothing renews all the time.
    expect(world.asked()).toBeLessThan(500)
    expect(world.sessionOf("never-started")).toBeNull()
    expect(world.isValid("asked")).toBe(false)
  })

  it("holds for any order of troubles, also several at once", { timeout: 300_000 }, async () => {
    const any = fc.record({
      troubles: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Trouble[]>([]) },
        { weight: 3, arbitrary: fc.subarray<Trouble>([...TROUBLES], { minLength: 1, maxLength: 2 }) },
      ),
      minutes: fc.integer({ min: 0, max: 90 }),
      asleepMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 240 })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 4, maxLength: 10 }), async (phases) => {
        await live(await newRenewalWorld(PROFILES), [...phases, phase(30)])
      }),
      { numRuns: 6 },
    )
  })
})
