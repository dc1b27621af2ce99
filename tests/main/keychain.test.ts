import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { emptyVault, type Vault } from "../../src/core/vault/schema.ts"
import { createKeychain } from "../../src/main/keychain.ts"
import type { FileKeychain } from "../../src/main/keychain-types.ts"
import { removePassphrase, setPassphrase, setPlatformUnlock } from "../../src/core/lock/passphrase.ts"
import { CHEAP, fill, quickKey, someVault, valuesOf } from "../core/lock/places.ts"
import { FakePlatformUnlock } from "../fakes/fake-platform-unlock.ts"
import { InMemoryMutex } from "../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { SeededRandom } from "../fakes/seeded-random.ts"
import { FRESH_KEY } from "../../src/core/vault/fresh-key.ts"

class FakeFile extends InMemorySecretStore implements FileKeychain {
  passphrase: string | null = null
  made = 0
  unlocked = false
  constructor() {
    super({ backend: "file" })
  }
  exists(): Promise<boolean> {
    return Promise.resolve(this.passphrase !== null)
  }
  create(passphrase: string): Promise<void> {
    this.made++
    this.passphrase = passphrase
    this.unlocked = true
    return Promise.resolve()
  }
  unlock(passphrase: string): Promise<void> {
    if (this.passphrase === null)
      return Promise.reject(new AppError({ kind: "keychain-file", problem: "missing", path: "/k" }))
    if (passphrase !== this.passphrase)
      return Promise.reject(new AppError({ kind: "passphrase", problem: "wrong" }))
    this.unlocked = true
    return Promise.resolve()
  }
  lock(): void {
    this.unlocked = false
  }
  retire(): Promise<void> {
    if (this.items.size === 0) this.passphrase = null
    return Promise.resolve()
  }
}

const key: Vault["awsKeys"][number] = {
  id: "00000000-0000-4000-8000-00000000000a",
  name: "work",
  tail: "MPLE",
  accountId: null,
  userArn: null,
  mfaSerial: null,
  otpAccountId: null,
  endpoint: null,
  region: "us-east-1",
  ...FRESH_KEY,
  createdAtMs: 0,
}

function setUp(
  options: { vault?: Partial<Vault>; asked?: string; unattended?: string; filePassphrase?: string } = {},
) {
  const os = new InMemorySecretStore()
  const file = new FakeFile()
  file.passphrase = options.filePassphrase ?? null
  const index = new InMemoryVaultIndex({ vault: { ...emptyVault(), ...options.vault } })
  const told: string[] = []
  const platform = new FakePlatformUnlock()
  const keychain = createKeychain({
    index,
    os,
    file,
    platform,
    mutex: new InMemoryMutex(),
    clock: new ManualClock(0),
    random: new SeededRandom(),
    deriveKey: quickKey,
    argon2: CHEAP,
    onProgress: () => undefined,
    asked: options.asked,
    unattendedPassphrase: () => Promise.resolve(options.unattended ?? null),
    onChange: ({ state }) => told.push(state),
    log: () => undefined,
  })
  return { os, file, index, told, keychain, platform }
}

describe("the window's keychain", () => {
  it("is the operating system's, unless told otherwise", async () => {
    const { keychain, told } = setUp()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(told).toEqual(["ready"])
  })

  it("lets a question wait while it opens", async () => {
    const { keychain, os } = setUp()
    os.items.set("otp/a", "x")
    const opening = keychain.open()
    expect(await keychain.caching.get("otp/a")).toBe("x")
    await opening
  })

  it("that is locked answers no question, and never with null", async () => {
    const { keychain, os } = setUp()
    os.close("locked")
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "keychain", problem: "locked", backend: "os" },
      canChooseFile: true,
    })
    await expect(keychain.store.get("otp/a")).rejects.toMatchObject({
      data: { kind: "keychain", problem: "locked" },
    })
  })

  it("opens on another try once it was unlocked, and knows the same items", async () => {
    const { keychain, os } = setUp()
    os.items.set("otp/a", "x")
    os.close("locked")
    await keychain.open()
    os.reopen()
    expect(await keychain.open()).toEqual({ state: "ready", backend: "os" })
    expect(await keychain.store.get("otp/a")).toBe("x")
  })

  it("is not to be left for the file while it holds a secret", async () => {
    const { keychain, os, file } = setUp({ vault: { backend: "os", awsKeys: [key] } })
    os.close("missing")
    expect(await keychain.open()).toMatchObject({ state: "failed", canChooseFile: false })
    await expect(keychain.choose("file", "a long passphrase")).rejects.toMatchObject({
      data: { kind: "usage" },
    })
    expect(file.made).toBe(0)
    expect(keychain.state()).toMatchObject({ state: "failed" })
  })

  it("may be the file when nothing is kept yet, and stays so after the next start", async () => {
    const { keychain, os, index } = setUp()
    os.close("missing")
    await keychain.open()
    expect(await keychain.choose("file", "a long passphrase")).toEqual({ state: "ready", backend: "file" })
    expect((await index.read()).backend).toBe("file")
    expect(keychain.store.backend).toBe("file")
  })

  it("asks for the passphrase, says when it was wrong, and opens with the right one", async () => {
    const { keychain } = setUp({ vault: { backend: "file", awsKeys: [key] }, filePassphrase: "right one" })
    expect(await keychain.open()).toEqual({ state: "passphrase", error: null })
    await expect(keychain.store.get("otp/a")).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "needed" },
    })
    await expect(keychain.unlockLock("wrong one")).rejects.toMatchObject({
      data: { kind: "passphrase", problem: "wrong" },
    })
    expect(keychain.state()).toEqual({ state: "passphrase", error: null })
    expect(await keychain.unlockLock("right one")).toEqual({ state: "ready", backend: "file" })
  })

  it("never makes a new file where the old one is missing and secrets are kept in it", async () => {
    const { keychain, file } = setUp({
      vault: { backend: "file", awsKeys: [key] },
      unattended: "a long passphrase",
    })
    expect(await keychain.open()).toMatchObject({
      state: "failed",
      error: { kind: "keychain-file", problem: "missing" },
    })
    await expect(keychain.unlockLock("a long passphrase")).rejects.toMatchObject({
      data: { kind: "keychain-file", problem: "missing" },
    })
    expect(keychain.state()).toMatchObject({ state: "failed" })
    expect(file.made).toBe(0)
  })

  it("is made without asking for unattended use", async () => {
    const { keychain, file } = setUp({ asked: "file", unattended: "a long passphrase" })
    expect(await keychain.open()).toEqual({ state: "ready", backend: "file" })
    expect(file.made).toBe(1)
  })

  it("lets a passphrase be chosen, not asked for, when the file was asked for and is not there", async () => {
    const { keychain } = setUp({ asked: "file" })
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "passphrase", problem: "needed" },
      canChooseFile: true,
    })
  })

  describe("with a passphrase of Keycard's own", () => {
    const PASSPHRASE = "correct horse battery"

    async function locked() {
      const vault = someVault(3)
      const world = setUp({ vault })
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
      const next = setUp({ vault: index.now })
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
      const { keychain, os, index } = setUp({
        vault: {
          ...vault,
          move: {
            stage: "copying",
            from: { backend: "os", keyId: null },
            to: { backend: "os", keyId: key.id },
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

  it("opens once for two clicks", async () => {
    const { keychain, told } = setUp()
    await Promise.all([keychain.open(), keychain.open()])
    expect(told).toEqual(["ready"])
  })

  it("says why when the vault cannot be read", async () => {
    const { keychain, index } = setUp()
    index.read = () => Promise.reject(new AppError({ kind: "index", problem: "damaged", path: "/v" }))
    expect(await keychain.open()).toEqual({
      state: "failed",
      error: { kind: "index", problem: "damaged", path: "/v" },
      canChooseFile: false,
    })
  })
})
