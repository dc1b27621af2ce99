import { describe, expect, test } from "vitest"
import {
  abandonMove,
  moveSecrets,
  settleMove,
  type MoveDeps,
} from "../../../src/core/accounts/move-keychain.ts"
import { getLarge, setLarge } from "../../../src/core/aws/split-secret.ts"
import { AppError } from "../../../src/core/errors.ts"
import type { LockMark, Place } from "../../../src/core/vault/lock-fields.ts"
import { placeOf } from "../../../src/core/vault/place.ts"
import type { Vault } from "../../../src/core/vault/schema.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { InMemoryMutex } from "../../fakes/in-memory-mutex.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "../../fakes/in-memory-vault-index.ts"
import { fill, FILE, PLAIN, sessionOf, someVault, storeAt, valuesOf } from "../lock/places.ts"

const keyId = "0f0e0d0c-0b0a-4908-8706-050403020100"
const key = Buffer.alloc(32, 7)
const SEALED: Place = { backend: "os", keyId }
const lock: LockMark = { keyId, slot: "a", platform: false, setAtMs: 1, typedAtMs: 1 }

/** A vault whose secrets are at `from`, and everything to move them. */
async function setUp(from: Place, count = 5) {
  const script = new FailureScript()
  const os = new InMemorySecretStore({ script })
  const file = new InMemorySecretStore({ backend: "file", script })
  const vault: Vault = {
    ...someVault(count),
    backend: from.backend,
    lock: from.keyId === null ? null : lock,
  }
  const index = new InMemoryVaultIndex({ vault, script })
  const at = storeAt({ os, file }, key)
  await fill(await at(from), vault)
  script.calls.length = 0
  const deps: MoveDeps = { index, mutex: new InMemoryMutex(), storeAt: at }
  return { script, os, file, index, at, deps, vault }
}
type World = Awaited<ReturnType<typeof setUp>>

/** Reads everything where the index says that it is. */
async function expectWhole({ index, at, script, vault }: World): Promise<void> {
  script.clear()
  const place = placeOf(index.now)
  const store = await at(place)
  for (const [name, value] of valuesOf(vault)) expect(await store.get(name)).toBe(value)
  for (const { id } of vault.awsProfiles)
    expect(await getLarge(store, `session/${id}`)).toEqual(sessionOf(id))
  for (const { id } of vault.ssoSignIns) expect(await getLarge(store, `sso/${id}`)).toEqual(sessionOf(id))
}

/** What would be there had the secrets always been where they are now. */
async function expectTidy(world: World): Promise<void> {
  const { os, file, index, vault, at } = world
  expect(index.now.move).toBeNull()
  const fresh = {
    os: new InMemorySecretStore(),
    file: new InMemorySecretStore({ backend: "file" }),
  }
  await fill(await storeAt(fresh, key)(placeOf(index.now)), vault)
  expect([...os.items.keys()].sort()).toEqual([...fresh.os.items.keys()].sort())
  expect([...file.items.keys()].sort()).toEqual([...fresh.file.items.keys()].sort())
  expect(at).toBeDefined()
}

const kinds: { title: string; from: Place; to: Place }[] = [
  { title: "from the system's keychain to the encrypted file", from: PLAIN, to: FILE },
  { title: "from the encrypted file to the system's keychain", from: FILE, to: PLAIN },
  { title: "into a seal", from: PLAIN, to: SEALED },
  { title: "out of a seal", from: SEALED, to: PLAIN },
]

describe.each(kinds)("moving $title", ({ from, to }) => {
  const destination = { place: to, lock: to.keyId === null ? null : lock }

  test("leaves everything there and nothing here", async () => {
    const world = await setUp(from)
    const told: number[] = []
    await moveSecrets({ ...world.deps, onProgress: (done) => told.push(done) }, destination)
    expect(placeOf(world.index.now)).toEqual(to)
    expect(told.at(-1)).toBe(18)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    await expectWhole(world)
    await expectTidy(world)
  })

  test.each(["before", "after"] as const)(
    "whichever call fails (%s it was done), all secrets can be read, and settling leaves no trace",
    async (strikes) => {
      const clean = await setUp(from, 2)
      await moveSecrets(clean.deps, destination)
      const total = clean.script.calls.length
      expect(total).toBeGreaterThan(30)
      const ended = new Set<string>()
      for (let number = 1; number <= total; number++) {
        const world = await setUp(from, 2)
        world.script.failCall(
          number,
          new AppError({ kind: "keychain", problem: "broken", backend: "os" }),
          strikes,
        )
        await moveSecrets(world.deps, destination).catch(() => undefined)
        await expectWhole(world)
        await settleMove(world.deps)
        await expectWhole(world)
        await expectTidy(world)
        ended.add(JSON.stringify(placeOf(world.index.now)))
      }
      expect(ended.size).toBe(2)
    },
  )

  test.each([1, 2])(
    "whichever call is the last one of a process, the next one undoes or finishes it, or goes on (%s)",
    async (round) => {
      const clean = await setUp(from, 2)
      await moveSecrets(clean.deps, destination)
      const total = clean.script.calls.length
      for (let number = 1; number <= total; number++) {
        const world = await setUp(from, 2)
        // From that call on nothing is reached any more, undoing included.
        for (let gone = number; gone < number + 300; gone++)
          world.script.failCall(gone, new Error("killed"), "before")
        await moveSecrets(world.deps, destination).catch(() => undefined)
        await expectWhole(world)
        if (round === 1) await settleMove(world.deps)
        else await moveSecrets(world.deps, destination)
        await expectWhole(world)
        await expectTidy(world)
        if (round === 2) expect(placeOf(world.index.now)).toEqual(to)
      }
    },
  )
})

test("an account that is added meanwhile comes along", async () => {
  const world = await setUp(PLAIN)
  const { script, index, os, deps } = world
  const late = {
    ...someVault(9).accounts[8],
    id: "00000000-0000-4000-8000-0000000000aa",
  } as Vault["accounts"][0]
  const { secretId: _, ...added } = late
  let done = false
  const at: MoveDeps["storeAt"] = async (place) => {
    const store = await deps.storeAt(place)
    return {
      ...store,
      async get(name) {
        if (!done && script.calls.length > 12) {
          done = true
          await os.set(`otp/${added.id}`, "late")
          await index.update((vault) => ({ ...vault, accounts: [...vault.accounts, added] }))
        }
        return store.get(name)
      },
    }
  }
  await moveSecrets({ ...deps, storeAt: at }, { place: FILE, lock: null })
  expect(done).toBe(true)
  expect(world.file.items.get(`otp/${added.id}`)).toBe("late")
  expect(os.items.size).toBe(0)
})

test("a session that was issued anew since it was copied is copied again, and no part of the old one stays", async () => {
  const world = await setUp(PLAIN)
  const [profile] = world.vault.awsProfiles
  const name = `session/${profile?.id ?? ""}` as const
  world.script.failMatching("update index", new Error("stop"), { times: 0 })
  await setLarge(world.file, name, { v: 1, old: "o".repeat(9_000) })
  await moveSecrets(world.deps, { place: FILE, lock: null })
  await expectWhole(world)
  await expectTidy(world)
})

test("stopping it undoes it", async () => {
  const world = await setUp(PLAIN, 200)
  const abort = new AbortController()
  const moved = moveSecrets(
    { ...world.deps, signal: abort.signal, onProgress: (done) => done > 100 && abort.abort() },
    { place: FILE, lock: null },
  )
  await expect(moved).rejects.toMatchObject({ data: { kind: "cancelled" } })
  expect(placeOf(world.index.now)).toEqual(PLAIN)
  expect(world.file.items.size).toBe(0)
  await expectWhole(world)
  await expectTidy(world)
})

test("a copy that cannot be undone now is told by the mark, and may be left where it is", async () => {
  const world = await setUp(PLAIN, 3)
  world.script.failMatching("set otp", new Error("no more room"))
  world.script.failMatching("delete", new Error("no"))
  await expect(moveSecrets(world.deps, { place: FILE, lock: null })).rejects.toThrow("no more room")
  world.script.clear()
  await expectWhole(world)
  await abandonMove(world.deps)
  expect(world.index.now.move).toBeNull()
})

test("two at once: the second one is refused, or finds nothing to do", async () => {
  const world = await setUp(PLAIN)
  const outcomes = await Promise.allSettled([
    moveSecrets(world.deps, { place: FILE, lock: null }),
    moveSecrets(world.deps, { place: FILE, lock: null }),
  ])
  expect(outcomes[0].status).toBe("fulfilled")
  await expectWhole(world)
  await expectTidy(world)
})

test("an item that the old place lost while it was copied is not deleted from the new one when it is undone", async () => {
  const world = await setUp(PLAIN, 3)
  const [name = "otp/" as const, value = ""] = [...valuesOf(world.vault)][0] ?? []
  world.script.failMatching("update index", new Error("stop"), { times: 0 })
  await world.index.update((vault) => ({
    ...vault,
    move: { stage: "copying", from: PLAIN, to: FILE, lock: null },
  }))
  await world.file.set(name, value)
  world.os.items.delete(name)
  await settleMove(world.deps)
  expect(world.file.items.get(name)).toBe(value)
})
