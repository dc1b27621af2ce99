import { EventEmitter } from "node:events"
import type { BrowserWindow } from "electron"
import { describe, expect, it } from "vitest"
import { createHoldCeremony } from "../../../src/main/platform-authenticator/hold-ceremony.ts"
import { ManualTimers } from "../manual-timers.ts"

const salt = new Uint8Array(32)
const cancelled = { data: { kind: "cancelled" } }

/** A window whose page answers as it is told to; null: it never does. */
function setUp(answer: unknown) {
  const timers = new ManualTimers()
  const seen = { visible: false, destroyed: false, scripts: [] as string[] }
  const webContents = Object.assign(new EventEmitter(), {
    executeJavaScript: (script: string) => {
      seen.scripts.push(script)
      return answer === null ? new Promise(() => undefined) : Promise.resolve(answer)
    },
  })
  const window = Object.assign(new EventEmitter(), {
    webContents,
    loadURL: () => Promise.resolve(),
    show: () => (seen.visible = true),
    focus: () => undefined,
    destroy: () => (seen.destroyed = true),
    isDestroyed: () => seen.destroyed,
  })
  const hold = createHoldCeremony({
    open: () => Promise.resolve(window as unknown as BrowserWindow),
    timers,
    randomBytes: (length) => new Uint8Array(length),
  })
  return { hold, timers, window, seen }
}

describe("a question to the authenticator", () => {
  it("ends after two minutes without an answer, and its window goes", async () => {
    const { hold, timers, seen } = setUp(null)
    const asking = hold(true, (ceremony) => ceremony.get(salt, salt))
    const ended = expect(asking).rejects.toMatchObject(cancelled)
    await expect.poll(() => seen.scripts).toHaveLength(1)
    await timers.pass(119_999)
    expect(seen).toMatchObject({ visible: true, destroyed: false })
    await timers.pass(1)
    await ended
    expect(seen.destroyed).toBe(true)
    expect(seen.scripts.join()).toMatch(/"timeoutMs":120000/)
  })

  it.each(["closed", "render-process-gone"])("ends when its window is %s", async (how) => {
    const { hold, window, seen } = setUp(null)
    const asking = hold(true, (ceremony) => ceremony.create(salt))
    await Promise.resolve()
    ;(how === "closed" ? window : window.webContents).emit(how)
    await expect(asking).rejects.toMatchObject(cancelled)
    expect(seen.destroyed).toBe(true)
  })

  it.each(["NotAllowedError", "AbortError"])("is declined by %s", async (refused) => {
    const { hold, seen } = setUp({ refused })
    await expect(hold(true, (ceremony) => ceremony.create(salt))).rejects.toMatchObject(cancelled)
    expect(seen.destroyed).toBe(true)
  })

  it("finds no use in an authenticator that cannot, and a bug in a question that is wrong", async () => {
    const create = (answer: unknown) => setUp(answer).hold(true, (ceremony) => ceremony.create(salt))
    expect(await create({ refused: "NotSupportedError" })).toBeNull()
    expect(await create({ id: [1], enabled: false, prf: null })).toBeNull()
    expect(await create({ id: [1], enabled: true, prf: null })).toEqual({
      credentialId: Uint8Array.of(1),
      prf: null,
    })
    await expect(create({ refused: "SecurityError" })).rejects.toThrow(/SecurityError/)
  })

  it("wipes the list that the answer came in, and shows nothing when nobody is asked", async () => {
    const prf = [1, 2, 3]
    const { hold, seen } = setUp({ prf })
    expect(await hold(false, (ceremony) => ceremony.get(salt, salt))).toEqual(Uint8Array.of(1, 2, 3))
    expect(prf).toEqual([0, 0, 0])
    expect(seen).toMatchObject({ visible: false, destroyed: true })
  })
})
