import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { endingMsOf as endingInCore } from "../../src/core/aws/renewal.ts"
import { byUrgency, endingMsOf, standingOf, type Urgent } from "../../src/shared/session-urgency.ts"

const NOW_MS = 1_000_000_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const session = (name: string, leftMs: number | null, more: Partial<Urgent> = {}): Urgent => ({
  name,
  issuedAtMs: leftMs === null ? null : NOW_MS + leftMs - 12 * HOUR_MS,
  expiresAtMs: leftMs === null ? null : NOW_MS + leftMs,
  renew: "on-demand",
  renewalWaits: null,
  ...more,
})
const names = (sessions: readonly Urgent[]) => byUrgency(sessions, NOW_MS).map(({ name }) => name)

describe("the order of urgency", () => {
  test("begins with what needs somebody now and ends with what was never started", () => {
    const sessions = [
      session("never started", null),
      session("ended yesterday", -30 * HOUR_MS),
      session("hours left", 5 * HOUR_MS),
      session("an hour left", HOUR_MS),
      session("renews", 10 * MINUTE_MS, { renew: "auto" }),
      session("ending", 12 * MINUTE_MS),
      session("just ended", -5 * MINUTE_MS),
      session("waits for you", 3 * HOUR_MS, { renew: "auto", renewalWaits: "person" }),
    ]
    expect(names(sessions)).toEqual([
      "waits for you",
      "just ended",
      "ending",
      "renews",
      "an hour left",
      "hours left",
      "ended yesterday",
      "never started",
    ])
  })

  test("puts the one in use last before those that ended earlier", () => {
    const days = [3, 1, 2].map((day) => session(`${day} days ago`, -day * 24 * HOUR_MS))
    expect(names(days)).toEqual(["1 days ago", "2 days ago", "3 days ago"])
  })

  test("takes numbers in names as numbers", () => {
    expect(names(["team-59", "team-8", "ops"].map((name) => session(name, null)))).toEqual([
      "ops",
      "team-8",
      "team-59",
    ])
  })

  test("is the same whatever order they come in", () => {
    const some = fc.array(
      fc.record({
        left: fc.option(fc.integer({ min: -50 * HOUR_MS, max: 50 * HOUR_MS })),
        auto: fc.boolean(),
        waits: fc.constantFrom(null, "person" as const, "later" as const),
      }),
    )
    fc.assert(
      fc.property(some, (parts) => {
        const sessions = parts.map(({ left, auto, waits }, index) =>
          session(`p${index}`, left, { renew: auto ? "auto" : "never", renewalWaits: waits }),
        )
        expect(names([...sessions].reverse())).toEqual(names(sessions))
      }),
    )
  })
})

describe("what stands of a session", () => {
  test("a session of 15 minutes is valid at first and ending in its last quarter", () => {
    const short = { issuedAtMs: 0, expiresAtMs: 900_000 }
    expect(standingOf(short, 0)).toBe("valid")
    expect(standingOf(short, 675_000)).toBe("valid")
    expect(standingOf(short, 675_001)).toBe("ending")
    expect(standingOf(short, 900_000)).toBe("expired")
  })

  test("is judged as core judges it", () => {
    fc.assert(
      fc.property(fc.nat(200_000_000), fc.nat(200_000_000), (issuedAtMs, wholeMs) => {
        const span = { issuedAtMs, expiresAtMs: issuedAtMs + wholeMs }
        expect(endingMsOf(span)).toBe(endingInCore(span))
      }),
    )
  })
})
