import { describe, expect, it } from "vitest"
import type { PlannedRenewal } from "../../src/core/aws/renewal-plan.ts"
import { createRenewalNotes } from "../../src/main/renewal-notes.ts"
import { createRenewer } from "../../src/main/renewer.ts"
import { newSsoBench } from "../support/sso-bench.ts"
import { NOON_MS } from "../support/aws-bench.ts"
import { ManualTimers } from "./manual-timers.ts"

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const STEP_MS = 20_000

async function newWorld() {
  const bench = await newSsoBench({ sessionSeconds: 12 * 3_600 })
  const { aws, index, clock, ids } = bench
  await bench.sso.signInByBrowser(ids.signInId)
  for (const [name, accountId] of [
    ["prod", "111111111111"],
    ["audit", "222222222222"],
  ] as const) {
    const center = { ...ids, accountId, accountName: "", roleName: "ReadOnly" }
    const { id } = await aws.addProfile({ name, keyId: null, center, renew: "auto" })
    await aws.refresh(id)
  }
  const timers = new ManualTimers(NOON_MS)
  const shown: string[] = []
  const door = { is: "open" as "open" | "locked" }
  const notes = createRenewalNotes({
    notifier: {
      show({ title, body }) {
        shown.push(`${title}: ${body}`)
        return () => shown.push("gone")
      },
    },
    onClick: () => undefined,
    nowMs: () => clock.nowMs(),
  })
  const renewer = createRenewer({
    ...{ aws, index, timers },
    door: () => door.is,
    isOnline: () => true,
    asked: () => [],
    onNeeded: (needed: readonly PlannedRenewal[], locked) => notes(needed, locked),
    onWaiting: () => undefined,
    onChanged: () => undefined,
    log: (_message, cause) => {
      throw cause
    },
  })
  /** @returns for how long some profile had no valid credentials. */
  async function pass(ms: number): Promise<number> {
    let withoutMs = 0
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS)
      await timers.pass(STEP_MS)
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
      if (index.now.awsSessions.some(({ expiresAtMs }) => expiresAtMs <= clock.nowMs())) withoutMs += STEP_MS
    }
    return withoutMs
  }
  return { ...bench, renewer, timers, shown, door, pass }
}

describe("renewals by Identity Center", () => {
  it("go on for as long as the sign-in lasts, then ask for the person once, and go on after that", async () => {
    const world = await newWorld()
    world.renewer.start()
    expect(await world.pass(12 * HOUR_MS - 5 * MINUTE_MS)).toBe(0)
    expect(world.shown).toEqual([])
    await world.pass(2 * HOUR_MS)
    expect(world.shown).toHaveLength(1)
    expect(world.shown[0]).toMatch(/cannot be renewed: You are signed out of “acme”\. Sign in again/)
    const asked = world.api.calls.length
    await world.pass(HOUR_MS)
    // Nothing is asked while nothing has changed.
    expect(world.api.calls.length).toBe(asked)
    await world.sso.signInByBrowser(world.ids.signInId)
    await world.pass(5 * MINUTE_MS)
    expect(world.shown.at(-1)).toBe("gone")
    expect(await world.pass(HOUR_MS)).toBe(0)
    world.renewer.stop()
  })

  it("ask nothing while Keycard is locked", async () => {
    const world = await newWorld()
    world.door.is = "locked"
    world.renewer.start()
    const asked = world.api.calls.length
    await world.pass(2 * HOUR_MS)
    expect(world.api.calls.length).toBe(asked)
    expect(world.shown).toEqual([
      "Keycard is locked: AWS sessions are due to be renewed. They go on as soon as you unlock it.",
    ])
    world.renewer.stop()
  })
})
