import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"
import { InMemoryMutex } from "./in-memory-mutex.ts"
import { InMemorySecretStore } from "./in-memory-secret-store.ts"
import { InMemoryVaultIndex } from "./in-memory-vault-index.ts"
import { ManualClock } from "./manual-clock.ts"
import { MemoryTextFile } from "./memory-text-file.ts"
import { SeededRandom } from "./seeded-random.ts"

const broken = new AppError({ kind: "unexpected" })
const bytes = (text: string) => new TextEncoder().encode(text)

/** What the other tests rely on: the fakes keep the word of their ports. */
describe("the fakes", () => {
  it("a keychain refuses what real ones refuse, and fails where a script says so", async () => {
    const store = new InMemorySecretStore()
    await expect(store.set("otp/1", "x".repeat(2_001))).rejects.toMatchObject({
      data: { problem: "too-large" },
    })
    await expect(store.set("otp/1", "two\nlines")).rejects.toThrow("one line")
    store.script.failCall(3, broken)
    store.script.failCall(4, broken, "after")
    await expect(store.set("otp/1", "a")).rejects.toBe(broken)
    expect(store.items.size).toBe(0)
    await expect(store.set("otp/1", "a")).rejects.toBe(broken)
    expect(await store.get("otp/1")).toBe("a")
  })

  it("an index counts its writes, checks them, and shares nothing with its readers", async () => {
    const index = new InMemoryVaultIndex()
    const read = await index.read()
    read.accounts.push({} as never)
    await index.update((vault) => vault)
    expect(index.now).toEqual(emptyVault())
    await Promise.all([1, 2, 3].map(() => index.update((vault) => ({ ...vault, clockOffsetMs: 5 }))))
    expect(index.now).toMatchObject({ generation: 3, clockOffsetMs: 5 })
    await expect(index.update(() => read)).rejects.toThrow()
  })

  it("a clock wakes whoever is due and no one else", async () => {
    const clock = new ManualClock(1_000)
    const woken: number[] = []
    const sleeps = [3_000, 2_000].map((untilMs) => clock.sleepUntil(untilMs).then(() => woken.push(untilMs)))
    const abort = new AbortController()
    const aborted = clock.sleepUntil(9_000, abort.signal)
    abort.abort()
    await expect(aborted).rejects.toMatchObject({ data: { kind: "cancelled" } })
    clock.set(500)
    clock.set(2_500)
    await sleeps[1]
    expect(woken).toEqual([2_000])
    expect(clock.sleepingUntilMs).toEqual([3_000])
    clock.advance(500)
    await sleeps[0]
    await clock.sleepUntil(1)
  })

  it("a mutex has one holder for a name, lets go after a failure, and does not wait for ever", async () => {
    const mutex = new InMemoryMutex()
    let inside = 0
    const work = async () => {
      expect(++inside).toBe(1)
      await Promise.resolve()
      inside -= 1
      throw broken
    }
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => mutex.hold("a", work)))
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"])
    await mutex.hold("a", async () => {
      await expect(mutex.hold("a", work, { waitMs: 1 })).rejects.toMatchObject({ data: { problem: "busy" } })
      await mutex.hold("b", () => Promise.resolve())
    })
    expect(await mutex.hold("a", () => Promise.resolve("free"))).toBe("free")
  })

  it("a file is replaced only as it was read", async () => {
    const file = new MemoryTextFile()
    const absent = await file.read()
    expect(absent).toEqual({ bytes: null, version: null })
    await file.replace(bytes("a"), absent)
    await expect(file.replace(bytes("b"), absent)).rejects.toMatchObject({ data: { problem: "changed" } })
    const snapshot = await file.read()
    file.anotherWriterIsFaster((text) => `${text ?? ""}!`)
    await expect(file.replace(bytes("b"), snapshot)).rejects.toMatchObject({ data: { problem: "changed" } })
    expect(file.text).toBe("a!")
  })

  it("randomness is that of version 4 identifiers, and the same for a seed", () => {
    const [one, same, other] = [new SeededRandom("1"), new SeededRandom("1"), new SeededRandom("2")]
    const ids = Array.from({ length: 50 }, () => one.uuid())
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true)
    expect(new Set(ids).size).toBe(50)
    expect(Array.from({ length: 50 }, () => same.uuid())).toEqual(ids)
    expect(other.uuid()).not.toBe(ids[0])
    expect(one.bytes(70)).toHaveLength(70)
  })
})
