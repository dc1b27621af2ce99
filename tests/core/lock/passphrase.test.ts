import { describe, expect, test } from "vitest"
import { settleMove } from "../../../src/core/accounts/move-keychain.ts"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { AppError } from "../../../src/core/errors.ts"
import { lockItemName } from "../../../src/core/lock/lock-items.ts"
import {
  afterTyped,
  changePassphrase,
  lockMoveDeps,
  openLock,
  openLockByPlatform,
  removePassphrase,
  setPassphrase,
  setPlatformUnlock,
  type LockDeps,
} from "../../../src/core/lock/passphrase.ts"
import { plainPlace } from "../../../src/core/lock/place-store.ts"
import { createSealedStore } from "../../../src/core/lock/sealed-store.ts"
import { unwrapKey, wrapKey } from "../../../src/core/lock/wrapped-key.ts"
import { deriveKeyHere } from "../../../src/adapters/keychain/derive-key.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { InMemoryMutex } from "../../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../../fakes/in-memory-vault-index.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { FakePlatformUnlock } from "../../fakes/fake-platform-unlock.ts"
import { CHEAP, expectNoneOf, fill, quickKey, someVault, valuesOf } from "./places.ts"

const FIRST = "correct horse battery"
const NEXT = "staple of another kind"

async function setUp() {
  const script = new FailureScript()
  const raw = new InMemorySecretStore({ script })
  const vault = someVault(3)
  const index = new InMemoryVaultIndex({ vault, script })
  await fill(raw, vault)
  const deps: LockDeps = {
    raw,
    index,
    mutex: new InMemoryMutex(),
    clock: new ManualClock(1_000_000),
    random: new SeededRandom(),
    deriveKey: quickKey,
    argon2: CHEAP,
  }
  return { script, raw, index, deps, vault }
}
type World = Awaited<ReturnType<typeof setUp>>

/** With whichever of the passphrases opens it, every secret can be read. @returns the one that did */
async function expectOpenedBy(world: World, passphrases: readonly string[]): Promise<string | null> {
  const { raw, index, deps, vault, script } = world
  script.clear()
  const { lock } = index.now
  const read = async (store: { get: typeof raw.get }) => {
    for (const [name, value] of valuesOf(vault)) expect(await store.get(name)).toBe(value)
  }
  if (lock === null) {
    await read(plainPlace(raw))
    return null
  }
  const opened = []
  for (const passphrase of passphrases) {
    const vaultKey = await openLock(deps, lock, passphrase).catch(() => null)
    if (vaultKey === null) continue
    opened.push(passphrase)
    await read(createSealedStore({ raw, keyId: lock.keyId, key: () => vaultKey.key, random: deps.random }))
  }
  expect(opened).toHaveLength(1)
  return opened[0] ?? null
}

describe("the passphrase", () => {
  test("set, no secret can be read from the keychain without it; removed, all are as before", async () => {
    const world = await setUp()
    const before = new Map(world.raw.items)
    const { key } = await setPassphrase(world.deps, FIRST)
    expect(key).toHaveLength(32)
    expectNoneOf(world.raw.items.values(), [...valuesOf(world.vault).values(), "tttttttt", FIRST])
    expectNoneOf(world.raw.items.values(), [key.toString("base64"), key.toString("hex")])
    expect(await expectOpenedBy(world, [FIRST, NEXT])).toBe(FIRST)
    await removePassphrase(world.deps, FIRST)
    expect(new Map(world.raw.items)).toEqual(before)
    expect(world.index.now).toMatchObject({ lock: null, move: null, backend: "os" })
  })

  test("changed, opens with the new one only, and nothing is sealed anew", async () => {
    const world = await setUp()
    await setPassphrase(world.deps, FIRST)
    const otp = [...world.raw.items].filter(([name]) => name.startsWith("otp/"))
    await changePassphrase(world.deps, FIRST, NEXT)
    expect([...world.raw.items].filter(([name]) => name.startsWith("otp/"))).toEqual(otp)
    expect(await expectOpenedBy(world, [FIRST, NEXT])).toBe(NEXT)
    expect([...world.raw.items.keys()].filter((name) => name.startsWith("lock/"))).toHaveLength(1)
    await changePassphrase(world.deps, NEXT, FIRST)
    expect(await expectOpenedBy(world, [FIRST, NEXT])).toBe(FIRST)
  })

  test("is the same in either of Unicode's forms", async () => {
    const world = await setUp()
    await setPassphrase(world.deps, "Zürich am See".normalize("NFD"))
    expect(await expectOpenedBy(world, ["Zürich am See".normalize("NFC")])).not.toBeNull()
  })

  test.each(["change", "remove", "platform"])("wrong, changes nothing: %s", async (what) => {
    const world = await setUp()
    await setPassphrase(world.deps, FIRST)
    const before = [JSON.stringify([...world.raw.items]), JSON.stringify(world.index.now)]
    const work =
      what === "change"
        ? changePassphrase(world.deps, "not this one", NEXT)
        : what === "remove"
          ? removePassphrase(world.deps, "not this one")
          : setPlatformUnlock(world.deps, new FakePlatformUnlock(), true, "not this one")
    await expect(work).rejects.toMatchObject({ data: { kind: "passphrase", problem: "wrong" } })
    expect([JSON.stringify([...world.raw.items]), JSON.stringify(world.index.now)]).toEqual(before)
  })

  test.each(["set", "change"])("too short, is refused before anything is written: %s", async (what) => {
    const world = await setUp()
    if (what === "change") await setPassphrase(world.deps, FIRST)
    const before = JSON.stringify([...world.raw.items])
    const work =
      what === "set" ? setPassphrase(world.deps, "short") : changePassphrase(world.deps, FIRST, "short")
    await expect(work).rejects.toMatchObject({ data: { kind: "passphrase", problem: "too-short" } })
    expect(JSON.stringify([...world.raw.items])).toBe(before)
  })

  const steps: { what: string; prepare: boolean; work: (deps: LockDeps) => Promise<unknown> }[] = [
    { what: "setting", prepare: false, work: (deps) => setPassphrase(deps, NEXT) },
    { what: "changing", prepare: true, work: (deps) => changePassphrase(deps, FIRST, NEXT) },
    { what: "removing", prepare: true, work: (deps) => removePassphrase(deps, FIRST) },
  ]
  test.each(steps)("$what it, whichever call fails, no secret is lost", async ({ prepare, work }) => {
    const prepared = async () => {
      const world = await setUp()
      if (prepare) await setPassphrase(world.deps, FIRST)
      world.script.calls.length = 0
      return world
    }
    const clean = await prepared()
    await work(clean.deps)
    const total = clean.script.calls.length
    const ended = new Set<string | null>()
    for (const dies of [false, true])
      for (const strikes of ["before", "after"] as const)
        for (let number = 1; number <= total; number++) {
          const world = await prepared()
          const failure = new AppError({ kind: "keychain", problem: "broken", backend: "os" })
          for (let call = number; call <= (dies ? number + 300 : number); call++)
            world.script.failCall(call, failure, call === number ? strikes : "before")
          await work(world.deps).catch(() => undefined)
          ended.add(await expectOpenedBy(world, [FIRST, NEXT]))
          await settleMove(lockMoveDeps(world.deps, null))
          await expectOpenedBy(world, [FIRST, NEXT])
          expect(world.index.now.move).toBeNull()
        }
    expect(ended.size).toBe(2)
  })

  test("an account written without the seal is refused by the index once the seal counts, and undone", async () => {
    const { deps, raw, index } = await setUp()
    const accounts = createAccounts({ ...deps, clock: new ManualClock(0), secrets: plainPlace(raw) })
    index.anotherWriterIsFaster((vault) => ({
      ...vault,
      lock: {
        keyId: "0f0e0d0c-0b0a-4908-8706-050403020100",
        slot: "a",
        platform: false,
        setAtMs: 0,
        typedAtMs: 0,
      },
    }))
    const before = raw.items.size
    const entry = {
      type: "totp" as const,
      issuer: "x",
      account: "y",
      secret: "JBSWY3DPEHPK3PXP",
      algorithm: "SHA1" as const,
      digits: 6,
      period: 30,
      counter: 0,
    }
    await expect(accounts.enrol([{ entry }])).rejects.toMatchObject({ data: { kind: "moving" } })
    expect(raw.items.size).toBe(before)
    expect(index.now.accounts).toHaveLength(3)
  })
})

describe("the item that the passphrase opens", () => {
  const keyId = "0f0e0d0c-0b0a-4908-8706-050403020100"
  const key = Buffer.alloc(32, 9)
  const wrap = () =>
    wrapKey({ deriveKey: deriveKeyHere, random: new SeededRandom(), argon2: CHEAP }, keyId, key, FIRST)

  test("is told to be damaged, not blamed on the passphrase, wherever a character changes", async () => {
    const item = await wrap()
    expect(await unwrapKey(deriveKeyHere, keyId, item, FIRST)).toEqual(key)
    for (let at = 0; at < item.length; at += 3) {
      const changed = item.slice(0, at) + (item[at] === "B" ? "C" : "B") + item.slice(at + 1)
      const read = unwrapKey(deriveKeyHere, keyId, changed, FIRST).then(String, (error: unknown) => error)
      expect(await read, `at ${at}`).toMatchObject({ data: { kind: "lock-damaged" } })
    }
  })

  test("cannot make us compute beyond all bounds", async () => {
    const item = JSON.parse(await wrap()) as Record<string, unknown>
    for (const change of [
      { memoryKiB: 2 ** 24 },
      { iterations: 4_000 },
      { parallelism: 64 },
      { memoryKiB: 4 },
    ]) {
      const never = () => Promise.reject(new Error("computed"))
      const text = JSON.stringify({ ...item, ...change })
      await expect(unwrapKey(never, keyId, text, FIRST)).rejects.toMatchObject({
        data: { kind: "lock-damaged" },
      })
    }
  })
})

describe("the system's own way to know its person", () => {
  test("opens what the passphrase opens, until it is switched off", async () => {
    const { deps, raw, index } = await setUp()
    const { key } = await setPassphrase(deps, FIRST)
    const platform = new FakePlatformUnlock()
    await setPlatformUnlock(deps, platform, true, FIRST)
    const lock = index.now.lock ?? expect.fail("no lock")
    expect((await openLockByPlatform(raw, lock, platform)).key).toEqual(key)
    platform.person = "somebody else"
    await expect(openLockByPlatform(raw, lock, platform)).rejects.toMatchObject({
      data: { kind: "cancelled" },
    })
    await setPlatformUnlock(deps, platform, false, FIRST)
    expect([...raw.items.keys()].filter((name) => name.endsWith(".p"))).toEqual([])
    expect(index.now.lock?.platform).toBe(false)
  })
})

test("after it was typed, the hour is noted and a changed passphrase's old item is gone", async () => {
  const { deps, raw, index } = await setUp()
  const { keyId } = await setPassphrase(deps, FIRST)
  raw.items.set(lockItemName({ keyId, slot: "b" }), "left by a change that was killed")
  await afterTyped({ ...deps, clock: { nowMs: () => 9_000_000_000 } }, keyId)
  expect(index.now.lock?.typedAtMs).toBe(9_000_000_000)
  expect(raw.items.has(lockItemName({ keyId, slot: "b" }))).toBe(false)
  expect(raw.items.has(lockItemName({ keyId, slot: "a" }))).toBe(true)
})
