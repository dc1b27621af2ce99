import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createCodesTicker } from "../../src/main/codes-ticker.ts"
import type { CodesUpdate, CodeView } from "../../src/shared/ipc/views.ts"
import { ManualTimers, settle } from "./manual-timers.ts"

const A = "00000000-0000-4000-8000-00000000000a"
const B = "00000000-0000-4000-8000-00000000000b"
const periods: Record<string, number> = { [A]: 30_000, [B]: 45_000 }

/** A code that can be read: the time step it is right for. */
function codeAt(id: string, nowMs: number): CodeView {
  const period = periods[id] ?? 30_000
  const step = Math.floor(nowMs / period)
  return {
    id,
    code: String(step % 1_000_000_000).padStart(6, "0"),
    next: String((step + 1) % 1_000_000_000).padStart(6, "0"),
    startsAtMs: step * period,
    expiresAtMs: (step + 1) * period,
  }
}

function setUp(startMs?: number) {
  const timers = new ManualTimers(startMs)
  const sent: CodesUpdate[] = []
  const shown = new Map<string, CodeView>()
  let fails = false
  const asked: (readonly string[])[] = []
  const ticker = createCodesTicker({
    timers,
    codes: (ids, nowMs) => {
      asked.push(ids)
      if (fails) return Promise.reject(new Error("the keychain is locked"))
      return Promise.resolve({ codes: ids.map((id) => codeAt(id, nowMs)), failures: [] })
    },
    send: (update) => {
      sent.push(update)
      for (const code of update.codes) shown.set(code.id, code)
    },
    log: () => undefined,
  })
  const watch = async (ids: readonly string[]) => {
    const update = await ticker.watch(ids)
    shown.clear()
    for (const code of update.codes) shown.set(code.id, code)
    return update
  }
  return { timers, ticker, sent, shown, asked, watch, fail: (on: boolean) => (fails = on) }
}

describe("the ticker", () => {
  it("answers with the codes of the rows on screen", async () => {
    const { watch, timers } = setUp()
    expect((await watch([A])).codes).toEqual([codeAt(A, timers.nowMs())])
  })

  it("shows the new code within 100 ms after the period turned, and only of the account whose period turned", async () => {
    const { watch, timers, sent, shown } = setUp(1_700_000_010_000 - (1_700_000_010_000 % 90_000))
    await watch([A, B])
    await timers.pass(29_999)
    expect(sent).toEqual([])
    await timers.pass(101)
    expect(shown.get(A)).toEqual(codeAt(A, timers.nowMs()))
    expect(sent.map(({ codes }) => codes.map(({ id }) => id))).toEqual([[A]])
  })

  it("does not ask for codes while the right ones are shown", async () => {
    const { watch, timers, asked } = setUp(1_700_000_010_000 - (1_700_000_010_000 % 90_000))
    await watch([A])
    await timers.pass(29_000)
    expect(asked.length).toBe(1)
  })

  it("shows the right codes again within 1.1 s after any sequence of clock changes", async () => {
    const day = 86_400_000
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({
              kind: fc.constant("jump" as const),
              byMs: fc.integer({ min: -3 * day, max: 3 * day }),
            }),
            fc.record({ kind: fc.constant("pass" as const), byMs: fc.integer({ min: 0, max: 100_000 }) }),
            fc.record({ kind: fc.constant("hide" as const), byMs: fc.integer({ min: 0, max: 100_000 }) }),
            fc.record({ kind: fc.constant("watch" as const), byMs: fc.constant(0) }),
          ),
          { maxLength: 8 },
        ),
        async (steps) => {
          const { watch, timers, ticker, shown } = setUp()
          await watch([A, B])
          for (const { kind, byMs } of steps) {
            if (kind === "jump") timers.set(timers.nowMs() + byMs)
            if (kind === "pass") await timers.pass(byMs)
            if (kind === "watch") await watch([B, A])
            if (kind === "hide") {
              ticker.pause()
              await timers.pass(byMs)
              await ticker.refresh()
            }
          }
          await timers.pass(1_100)
          const nowMs = timers.nowMs()
          for (const id of [A, B]) {
            const code = shown.get(id)!
            // A turn in the last 100 ms may still be under way.
            const late = nowMs - codeAt(id, nowMs).startsAtMs < 100
            if (!late) expect(code.code).toBe(codeAt(id, nowMs).code)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it("stops while nobody looks, and makes all codes anew when somebody does", async () => {
    const { watch, timers, ticker, sent, shown } = setUp()
    await watch([A])
    ticker.pause()
    await timers.pass(600_000)
    expect(sent).toEqual([])
    expect(timers.pending).toBe(0)
    await ticker.refresh()
    expect(shown.get(A)).toEqual(codeAt(A, timers.nowMs()))
  })

  it("asks again once a second, not more, while the keychain refuses", async () => {
    const { watch, timers, asked, fail, shown } = setUp()
    await watch([A])
    fail(true)
    await timers.pass(30_000)
    const before = asked.length
    await timers.pass(10_000)
    expect(asked.length - before).toBeLessThanOrEqual(11)
    expect(asked.length - before).toBeGreaterThanOrEqual(9)
    fail(false)
    await timers.pass(1_000)
    expect(shown.get(A)).toEqual(codeAt(A, timers.nowMs()))
  })

  it("shows nothing of rows that have left the screen while their secrets were read", async () => {
    const timers = new ManualTimers()
    const sent: CodesUpdate[] = []
    const waiting: (() => void)[] = []
    let slow = false
    const ticker = createCodesTicker({
      timers,
      codes: async (ids, nowMs) => {
        if (slow) await new Promise<void>((resolve) => waiting.push(resolve))
        return { codes: ids.map((id) => codeAt(id, nowMs)), failures: [] }
      },
      send: (update) => sent.push(update),
      log: () => undefined,
    })
    await ticker.watch([A])
    slow = true
    const refreshed = ticker.refresh()
    slow = false
    await ticker.watch([B])
    for (const go of waiting) go()
    await refreshed
    expect(sent).toEqual([])
  })

  it("does not hand out a code whose period turned while its secret was read", async () => {
    const timers = new ManualTimers()
    const turn = codeAt(A, timers.nowMs()).expiresAtMs
    let calls = 0
    const ticker = createCodesTicker({
      timers,
      codes: (ids, nowMs) => {
        calls++
        const answer = { codes: ids.map((id) => codeAt(id, nowMs)), failures: [] }
        if (calls === 1) timers.set(turn + 5)
        return Promise.resolve(answer)
      },
      send: () => undefined,
      log: () => undefined,
    })
    expect((await ticker.watch([A])).codes).toEqual([codeAt(A, turn + 5)])
    await settle()
  })
})
