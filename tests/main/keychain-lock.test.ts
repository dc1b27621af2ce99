import { describe, expect, it } from "vitest"
import { removePassphrase, setPassphrase, setPlatformUnlock } from "../../src/core/lock/passphrase.ts"
import { fill, someVault, valuesOf } from "../core/lock/places.ts"
import { KEY, keychainWorld } from "./keychain-world.ts"

describe("the window's keychain", () => {
  describe("with a passphrase of Keycard's own", () => {
    const PASSPHRASE = "correct horse battery"

    async function locked() {
      const vault = someVault(3)
      const world = keychainWorld({ vault })
      await fill(world.os, vault)
      await world.keychain.open()
      const deps = world.keychain.lockDeps(new AbortController().signal)
      ;(await setPassphrase(deps, PASSPHRASE)).key.fill(0)
      const [name = "otp/" as const, value] = [...valuesOf(vault)][0] ?? []
      return { ...world, name, value, vault }
    }

    it("goes on answering when it is set, from the seal", async () => {
      const { keychain, os, name, value } = await locked()
      expect(keychain.state()).toEqual({ state: "ready", backend: "os" })
      expect(os.items.has(name)).toBe(false)
      expect(await keychain.caching.get(name)).toBe(value)
      expect(keychain.store.sealedBy).not.toBeNull()
    })

    it("locked, forgets what it read, answers nothing, and opens with the passphrase alone", async () => {
      const { keychain, name, value } = await locked()
      await keychain.caching.get(name)
      expect(keychain.lock()).toBe(true)
      expect(keychain.state()).toEqual({ state: "locked" })
      expect(await keychain.isLocked()).toBe(true)
      for (const which of [keychain.caching, keychain.store])
        await expect(which.get(name)).rejects.toMatchObject({ data: { kind: "locked" } })
      await expect(keychain.store.set(name, "x")).rejects.toMatchObject({ data: { kind: "locked" } })
      await expect(keychain.unlockLock("not this one")).rejects.toMatchObject({
        data: { kind: "passphrase", problem: "wrong" },
      })
      expect(keychain.state()).toEqual({ state: "locked" })
      expect(await keychain.unlockLock(PASSPHRASE)).toEqual({ state: "ready", backend: "os" })
      expect(await keychain.caching.get(name)).toBe(value)
    })

    it("an answer that was under way when it locked is not given", async () => {
      const { keychain, name } = await locked()
      const reading = keychain.caching.get(name)
      await Promise.resolve()
      keychain.lock()
      await expect(reading).rejects.toMatchObject({ data: { kind: "locked" } })
    })

    it("starts locked", async () => {
      const { index, os } = await locked()
      const next = keychainWorld({ vault: index.now })
      for (const [name, value] of os.items) next.os.items.set(name, value)
      expect(await next.keychain.open()).toEqual({ state: "locked" })
      expect(await next.keychain.unlockLock(PASSPHRASE)).toMatchObject({ state: "ready" })
    })

    it("removed, is open and stays so", async () => {
      const { keychain, os, name, value } = await locked()
      await removePassphrase(keychain.lockDeps(new AbortController().signal), PASSPHRASE)
      expect(os.items.get(name)).toBe(value)
      expect(await keychain.store.get(name)).toBe(value)
      expect(keychain.lock()).toBe(false)
      expect(await keychain.isLocked()).toBe(false)
    })

    it("opens by the system's own way where that was allowed", async () => {
      const { keychain, platform, name, value } = await locked()
      await setPlatformUnlock(keychain.lockDeps(new AbortController().signal), platform, true, PASSPHRASE)
      keychain.lock()
      platform.person = "somebody else"
      await expect(keychain.unlockByPlatform()).rejects.toMatchObject({ data: { kind: "cancelled" } })
      expect(keychain.state()).toEqual({ state: "locked" })
      platform.person = "the owner"
      await keychain.unlockByPlatform()
      expect(await keychain.caching.get(name)).toBe(value)
    })

    it("opens by the passphrase while the system still asks, and forgets what that answers", async () => {
      const { keychain, platform, name, value } = await locked()
      await setPlatformUnlock(keychain.lockDeps(new AbortController().signal), platform, true, PASSPHRASE)
      keychain.lock()
      let answer = (): void => undefined
      const answered = new Promise<void>((resolve) => (answer = resolve))
      let revealed = Buffer.alloc(0)
      const reveal = platform.reveal.bind(platform)
      platform.reveal = async (wrapped) => {
        await answered
        return (revealed = Buffer.from(await reveal(wrapped)))
      }
      const asking = keychain.unlockByPlatform()
      await keychain.unlockLock(PASSPHRASE)
      answer()
      expect(await asking).toEqual({ state: "ready", backend: "os" })
      expect(revealed).toHaveLength(32)
      expect(await keychain.store.get(name)).toBe(value)
    })

    it("undoes by itself, at the start, a sealing that was killed", async () => {
      const vault = someVault(3)
      const { keychain, os, index } = keychainWorld({
        vault: {
          ...vault,
          move: {
            stage: "copying",
            from: { backend: "os", keyId: null },
            to: { backend: "os", keyId: KEY.id },
            lock: null,
          },
        },
      })
      await fill(os, vault)
      const count = os.items.size
      os.items.set(`otp/${vault.accounts[0]?.secretId ?? ""}.sealed`, "half a copy")
      expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
      expect(index.now.move).toBeNull()
      expect(os.items.size).toBe(count)
    })

    it("moves to the file, which is the lock from then on, and back", async () => {
      const { keychain, os, file, name, value } = await locked()
      const { signal } = new AbortController()
      expect(await keychain.move("file", "of the file itself", signal)).toEqual({
        state: "ready",
        backend: "file",
      })
      expect(os.items.size).toBe(0)
      expect(await keychain.store.get(name)).toBe(value)
      expect(keychain.lock()).toBe(true)
      expect(keychain.state()).toEqual({ state: "passphrase", error: null })
      expect(file.unlocked).toBe(false)
      await keychain.unlockLock("of the file itself")
      expect(await keychain.move("os", null, signal)).toEqual({ state: "ready", backend: "os" })
      expect(os.items.get(name)).toBe(value)
      expect(file.passphrase).toBeNull()
    })

    it("follows another process that moved the secrets away", async () => {
      const { keychain, index, file } = await locked()
      file.passphrase = "made by another"
      await index.update((now) => ({ ...now, backend: "file", lock: null }))
      await keychain.follow()
      expect(keychain.state()).toEqual({ state: "passphrase", error: null })
    })
  })
})
