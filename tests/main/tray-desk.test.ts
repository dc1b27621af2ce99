import { describe, expect, it } from "vitest"
import { createTrayDesk, type TrayFace } from "../../src/main/tray-desk.ts"
import type { TrayState } from "../../src/shared/tray-menu.ts"
import { card } from "../renderer/harness/sample-aws.ts"
import { ManualTimers, settle } from "./manual-timers.ts"

const MINUTE_MS = 60_000

function setUp(tellsOpening = false) {
  const timers = new ManualTimers()
  const faces: TrayFace[] = []
  let removed = 0
  let reads = 0
  let opening = () => Promise.resolve()
  let state: TrayState = { locked: false, canLock: false, sessions: [], accounts: [] }
  const running = (leftMinutes: number): TrayState => ({
    ...{ locked: false, canLock: false, accounts: [] },
    sessions: [
      card(0, {
        issuedAtMs: timers.nowMs(),
        expiresAtMs: timers.nowMs() + leftMinutes * MINUTE_MS,
        state: "valid",
      }),
    ],
  })
  const desk = createTrayDesk({
    make: (options) => {
      opening = options.onOpening
      return { show: (face) => void faces.push(face), remove: () => void (removed += 1) }
    },
    tellsOpening,
    state: () => {
      reads += 1
      return Promise.resolve(state)
    },
    act: () => undefined,
    timers,
    log: () => undefined,
  })
  return {
    ...{ desk, timers, faces, running },
    become: (next: TrayState) => (state = next),
    removed: () => removed,
    reads: () => reads,
    open: () => opening(),
  }
}

describe("the tray", () => {
  it("shows what there is once it is wanted, and goes when it is not", async () => {
    const { desk, faces, removed } = setUp()
    desk.changed()
    await settle()
    expect(faces).toEqual([])
    desk.set(true)
    await settle()
    expect(faces.map(({ locked }) => locked)).toEqual([true, false])
    desk.set(true)
    desk.set(false)
    desk.changed()
    await settle()
    expect([faces.length, removed()]).toEqual([2, 1])
  })

  it("counts the minutes of a running session", async () => {
    const { desk, faces, timers, become, running } = setUp()
    become(running(30))
    desk.set(true)
    await settle()
    expect(faces.at(-1)?.tip).toMatch("30 min left")
    await timers.pass(MINUTE_MS)
    expect(faces.at(-1)?.tip).toMatch("29 min left")
  })

  it("rests where nothing runs, and makes no menu that is the same", async () => {
    const { desk, faces, timers, reads } = setUp()
    desk.set(true)
    await settle()
    const shown = faces.length
    await timers.pass(10 * MINUTE_MS)
    expect(reads()).toBe(1)
    desk.changed()
    await settle()
    expect(faces).toHaveLength(shown)
  })

  it("reads only as the menu opens where the desktop tells of that", async () => {
    const { desk, timers, reads, open, become, running, faces } = setUp(true)
    become(running(30))
    desk.set(true)
    await settle()
    await timers.pass(10 * MINUTE_MS)
    expect(reads()).toBe(1)
    await open()
    expect(faces.at(-1)?.tip).toMatch("20 min left")
  })

  it("drops its names at once when Keycard locks, whatever is being read", async () => {
    const { desk, faces, become, running } = setUp()
    become(running(30))
    desk.set(true)
    await settle()
    desk.changed()
    desk.locked()
    await settle()
    expect(faces.at(-1)).toMatchObject({ locked: true, tip: "Keycard, locked" })
  })
})
