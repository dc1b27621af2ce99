import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { emptyVault, type Vault } from "../../src/core/vault/schema.ts"
import { createLock, type LockOptions } from "../../src/main/lock.ts"
import type { KeychainState } from "../../src/shared/ipc/views.ts"
import { FakePlatformUnlock } from "../fakes/fake-platform-unlock.ts"
import { ManualTimers } from "./manual-timers.ts"

const lockMark = {
  keyId: "0f0e0d0c-0b0a-4908-8706-050403020100",
  slot: "a" as const,
  platform: false,
  setAtMs: 0,
  typedAtMs: 0,
}
const lockedVault: Vault = { ...emptyVault(), backend: "os", lock: lockMark }

function setUp(platform: LockOptions["platform"] = null) {
  const timers = new ManualTimers()
  const world = {
    state: { state: "ready", backend: "os" } as KeychainState,
    idle: 0,
    looks: 0,
    locks: 0,
    unattended: false,
    told: 0,
  }
  const keychain = {
    state: () => world.state,
    lock: () => {
      world.locks++
      world.state = { state: "locked" }
      return true
    },
    unlockLock: (passphrase: string) => {
      if (passphrase !== "right")
        return Promise.reject(new AppError({ kind: "passphrase", problem: "wrong" }))
      world.state = { state: "ready", backend: "os" }
      return Promise.resolve(world.state)
    },
    choose: (_backend: unknown, passphrase: string | null) =>
      passphrase === "right"
        ? Promise.resolve(world.state)
        : Promise.reject(new AppError({ kind: "passphrase", problem: "wrong" })),
    unlockByPlatform: () => Promise.resolve(world.state),
    lockDeps: () => expect.fail("not here"),
    move: (_to: unknown, _passphrase: unknown, signal: AbortSignal) =>
      new Promise<KeychainState>((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(new AppError({ kind: "cancelled" }))),
      ),
    settle: () => Promise.resolve(world.state),
  } satisfies LockOptions["keychain"]
  const lock = createLock({
    keychain,
    platform,
    onPlatform: () => (world.told += 1),
    timers,
    idleSeconds: () => (world.looks++, world.idle),
    unattended: () => world.unattended,
  })
  return { timers, world, lock }
}
const settings = { idleSeconds: 60, onSuspend: true, onScreenLock: true, onHide: false }

describe("the lock closes", () => {
  it("once nobody touched anything for as long as was set, and looks seldom until then", async () => {
    const { timers, world, lock } = setUp()
    lock.applySettings(settings)
    for (let second = 0; second < 59; second++) {
      world.idle = second
      await timers.pass(1_000)
      timers.set(timers.nowMs() + 1_000)
    }
    expect(world.locks).toBe(0)
    expect(world.looks).toBeLessThan(10)
    for (let second = 59; second < 64; second++) {
      world.idle = second
      await timers.pass(1_000)
      timers.set(timers.nowMs() + 1_000)
    }
    expect(world.locks).toBeGreaterThan(0)
  })

  it("by hand only, where the passphrase lies in a file for use without a person", async () => {
    const { timers, world, lock } = setUp()
    world.unattended = true
    lock.applySettings({ ...settings, onHide: true })
    world.idle = 3_600
    await timers.pass(60_000)
    lock.onSuspend()
    lock.onScreenLock()
    lock.onHide()
    expect(world.locks).toBe(0)
    lock.lockNow()
    expect(world.locks).toBe(1)
  })

  it("when the machine slept for longer than that, though its timers stood still", async () => {
    const { timers, world, lock } = setUp()
    lock.applySettings(settings)
    timers.set(timers.nowMs() + 3_600_000)
    await timers.pass(31_000)
    expect(world.locks).toBe(1)
  })

  it("on sleep, screen lock and hiding as was set, and never looks where idling does not count", async () => {
    const { timers, world, lock } = setUp()
    lock.onSuspend()
    expect(world.locks).toBe(0) // nothing is known of the settings yet
    lock.applySettings({ ...settings, idleSeconds: 0 })
    await timers.pass(100_000)
    expect(world.looks).toBe(0)
    lock.onHide()
    expect(world.locks).toBe(0)
    lock.onSuspend()
    lock.onScreenLock()
    expect(world.locks).toBe(2)
    lock.applySettings({ ...settings, onHide: true, onSuspend: false, onScreenLock: false })
    lock.onSuspend()
    lock.onScreenLock()
    expect(world.locks).toBe(2)
    lock.onHide()
    expect(world.locks).toBe(3)
  })
})

describe("wrong passphrases", () => {
  it("cost a wait that grows, is told, and does not let the right one in either; the right one ends it", async () => {
    const { timers, lock } = setUp()
    const attempt = (passphrase: string) => lock.unlock(passphrase).catch((error: unknown) => error)
    for (let time = 0; time < 3; time++)
      expect(await attempt("wrong")).toMatchObject({ data: { kind: "passphrase", problem: "wrong" } })
    const { retryAtMs } = lock.view(lockedVault)
    expect(retryAtMs).toBe(timers.nowMs() + 1_000)
    expect(await attempt("right")).toMatchObject({ data: { kind: "locked", retryAtMs } })
    timers.set(timers.nowMs() + 1_000)
    await attempt("wrong")
    expect(lock.view(lockedVault).retryAtMs).toBe(timers.nowMs() + 2_000)
    timers.set(timers.nowMs() + 2_000)
    expect(await attempt("right")).toBeUndefined()
    expect(lock.view(lockedVault).retryAtMs).toBeNull()
  })

  it("count where the encrypted file is chosen, too", async () => {
    const { lock } = setUp()
    for (let time = 0; time < 3; time++)
      await expect(lock.choose("file", "wrong")).rejects.toMatchObject({ data: { kind: "passphrase" } })
    await expect(lock.choose("file", "right")).rejects.toMatchObject({ data: { kind: "locked" } })
    await expect(lock.unlock("right")).rejects.toMatchObject({ data: { kind: "locked" } })
  })
})

describe("what the page is shown", () => {
  it("says whether there is a lock, whether it is closed, and whose passphrase opens it", () => {
    const { lock, world } = setUp()
    expect(lock.view(emptyVault()).state).toBe("off")
    expect(lock.view(lockedVault)).toEqual({
      state: "unlocked",
      of: "keycard",
      retryAtMs: null,
      platform: null,
      unattended: false,
    })
    world.state = { state: "locked" }
    expect(lock.view(lockedVault).state).toBe("locked")
    world.state = { state: "passphrase", error: null }
    expect(lock.view({ ...emptyVault(), backend: "file" })).toMatchObject({
      state: "locked",
      of: "keychain-file",
    })
  })

  it("says by what else it opens once that can be asked, and what that is worth", async () => {
    const { lock, world } = setUp(new FakePlatformUnlock())
    expect(lock.view(lockedVault).platform).toBeNull()
    await expect.poll(() => world.told).toBe(1)
    expect(lock.view(lockedVault).platform).toEqual({ name: "Fake ID", bindsKey: false, enabled: false })
  })

  it("tells a move that runs from one that was interrupted, and stops it", async () => {
    const { lock } = setUp()
    const move = {
      stage: "copying" as const,
      from: { backend: "os" as const, keyId: null },
      to: { backend: "file" as const, keyId: null },
      lock: null,
    }
    expect(lock.moveView({ ...emptyVault(), move })).toMatchObject({ what: "keychain", running: false })
    const moving = lock.moveKeychain("file", "x")
    expect(lock.moveView({ ...emptyVault(), move })).toMatchObject({ running: true })
    await expect(lock.moveKeychain("file", "x")).rejects.toMatchObject({ data: { kind: "moving" } })
    lock.cancelMove()
    await expect(moving).rejects.toMatchObject({ data: { kind: "cancelled" } })
    expect(lock.isMoving()).toBe(false)
  })
})
