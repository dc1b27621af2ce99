import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { PATIENCE_MS, planBackup, QUIET_MS, remindAtMs } from "../../../src/core/backup/schedule.ts"
import { backupState, type BackupState } from "../../../src/core/vault/backup-state.ts"

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 2, 1)
const ready = (more: Partial<BackupState> = {}): BackupState => ({
  ...backupState.parse({
    automatic: { enabled: true, folder: "/b", keyId: "5e3b1f0a-9a7c-4a3e-8d57-2f6f0c1b7e44" },
  }),
  ...more,
})
const success = (atMs: number) => ({ lastSuccess: { atMs, path: "/b/x" } })
const failure = (atMs: number, times: number) => ({
  lastFailure: { atMs, problem: "full" as const, path: "/b", times },
})

test("off, or not set up: nothing is planned", () => {
  const { automatic } = ready()
  for (const change of [{ enabled: false }, { folder: null }, { keyId: null }]) {
    expect(planBackup(ready({ automatic: { ...automatic, ...change } }), null, NOW)).toEqual({ kind: "off" })
  }
})

test("the first one is made at once", () => {
  expect(planBackup(ready(), null, NOW)).toEqual({ kind: "now" })
})

describe("after a change", () => {
  test("once nothing has changed for a while", () => {
    const state = ready(success(NOW - 1_000))
    const changes = { firstMs: NOW, lastMs: NOW }
    expect(planBackup(state, changes, NOW)).toEqual({ kind: "wait", atMs: NOW + QUIET_MS })
    expect(planBackup(state, changes, NOW + QUIET_MS - 1).kind).toBe("wait")
    expect(planBackup(state, changes, NOW + QUIET_MS)).toEqual({ kind: "now" })
  })

  test("changes without end do not put it off for ever", () => {
    const state = ready(success(NOW - 1_000))
    const endless = { firstMs: NOW, lastMs: NOW + PATIENCE_MS }
    expect(planBackup(state, endless, NOW + PATIENCE_MS)).toEqual({ kind: "now" })
  })
})

test("without a change once a day", () => {
  const state = ready(success(NOW))
  expect(planBackup(state, null, NOW + 1)).toEqual({ kind: "wait", atMs: NOW + DAY_MS })
  expect(planBackup(state, null, NOW + DAY_MS)).toEqual({ kind: "now" })
})

test("after failures more and more rarely, at most once an hour", () => {
  const pauses = [1, 2, 3, 4, 50].map((times) => {
    const plan = planBackup(ready(failure(NOW, times)), null, NOW)
    return plan.kind === "wait" ? (plan.atMs - NOW) / 60_000 : plan.kind
  })
  expect(pauses).toEqual([1, 5, 15, 60, 60])
})

test("a clock that was set back neither stops backups nor makes them one after the other", () => {
  expect(planBackup(ready(success(NOW + DAY_MS)), null, NOW)).toEqual({ kind: "now" })
  expect(planBackup(ready(failure(NOW + DAY_MS, 9)), null, NOW)).toEqual({ kind: "now" })
  expect(planBackup(ready(success(NOW)), { firstMs: NOW + DAY_MS, lastMs: NOW + DAY_MS }, NOW)).toEqual({
    kind: "now",
  })
})

test("whatever the state: a wait is for later, never longer than a day, and by a steady clock due at its end", () => {
  const time = fc.integer({ min: NOW - 3 * DAY_MS, max: NOW + 3 * DAY_MS })
  const state = fc.record({
    success: fc.option(time),
    failure: fc.option(fc.tuple(time, fc.integer({ min: 1, max: 9 }))),
    change: fc.option(fc.tuple(time, fc.nat(DAY_MS))),
  })
  fc.assert(
    fc.property(state, time, (found, nowMs) => {
      const from = ready({
        ...(found.success !== null && success(found.success)),
        ...(found.failure !== null && failure(...found.failure)),
      })
      const changes = found.change && { firstMs: found.change[0], lastMs: found.change[0] + found.change[1] }
      const plan = planBackup(from, changes, nowMs)
      if (plan.kind !== "wait") return
      expect(plan.atMs).toBeGreaterThan(nowMs)
      expect(plan.atMs).toBeLessThanOrEqual(nowMs + DAY_MS)
      const known = [found.success, found.failure?.[0], changes?.lastMs]
      // What the clock called the future may be the past by then, and count again.
      const wasSetBack = known.some((atMs) => (atMs ?? 0) > nowMs)
      if (!wasSetBack) expect(planBackup(from, changes, plan.atMs).kind).toBe("now")
    }),
    { numRuns: 2_000 },
  )
})

describe("the reminder", () => {
  test("counts from the last backup of either kind, else from the first account", () => {
    expect(remindAtMs(ready(), NOW)).toBe(NOW + 30 * DAY_MS)
    expect(remindAtMs(ready({ lastByHandAtMs: NOW + 5, ...success(NOW + 3) }), NOW)).toBe(
      NOW + 5 + 30 * DAY_MS,
    )
    expect(remindAtMs(ready({ lastByHandAtMs: NOW + 5, ...success(NOW + 9) }), NOW)).toBe(
      NOW + 9 + 30 * DAY_MS,
    )
  })

  test("is none where nobody wants it, or there is nothing to lose", () => {
    expect(remindAtMs(ready({ remindDays: 0 }), NOW)).toBeNull()
    expect(remindAtMs(ready(), null)).toBeNull()
  })
})
