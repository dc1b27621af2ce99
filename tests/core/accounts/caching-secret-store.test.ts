import { beforeEach, describe, expect, it } from "vitest"
import { createCachingSecretStore } from "../../../src/core/accounts/caching-secret-store.ts"
import type { SecretName } from "../../../src/core/ports/secret-store.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"

const name: SecretName = "otp/1"
let inner: InMemorySecretStore
let cache: ReturnType<typeof createCachingSecretStore>
const asked = () => inner.script.calls.filter((call) => call.startsWith("get")).length

beforeEach(() => {
  inner = new InMemorySecretStore({ backend: "file" })
  cache = createCachingSecretStore(inner)
})

describe("a keychain that remembers", () => {
  it("asks once for what it read", async () => {
    inner.items.set(name, "a")
    expect(await cache.get(name)).toBe("a")
    expect(await cache.get(name)).toBe("a")
    expect(asked()).toBe(1)
    expect(cache.backend).toBe("file")
  })

  it("asks once for all who wait for the same item, and again after a failure", async () => {
    inner.items.set(name, "a")
    expect(await Promise.all([cache.get(name), cache.get(name)])).toEqual(["a", "a"])
    expect(asked()).toBe(1)
    cache.forget()
    inner.close("locked")
    const closed = await Promise.allSettled([cache.get(name), cache.get(name)])
    expect(closed.map(({ status }) => status)).toEqual(["rejected", "rejected"])
    expect(asked()).toBe(2)
    inner.reopen()
    expect(await cache.get(name)).toBe("a")
  })

  it("never answers with what was asked for before a change", async () => {
    inner.items.set(name, "a")
    const before = cache.get(name)
    await cache.set(name, "b")
    expect(await cache.get(name)).toBe("b")
    await before
    expect(await cache.get(name)).toBe("b")
  })

  it("does not ask for what it wrote, and never answers with what was overwritten or deleted", async () => {
    await cache.set(name, "a")
    await cache.set(name, "b")
    expect(await cache.get(name)).toBe("b")
    expect(asked()).toBe(0)
    await cache.delete(name)
    expect(await cache.get(name)).toBeNull()
    expect(inner.items.size).toBe(0)
  })

  it("asks again where there was nothing, or no answer", async () => {
    expect(await cache.get(name)).toBeNull()
    inner.close("locked")
    await expect(cache.get(name)).rejects.toMatchObject({ data: { problem: "locked" } })
    inner.reopen()
    inner.items.set(name, "a")
    expect(await cache.get(name)).toBe("a")
  })

  it("does not remember what it could not write", async () => {
    await cache.set(name, "a")
    inner.close("not-kept")
    await expect(cache.set(name, "b")).rejects.toMatchObject({ data: { problem: "not-kept" } })
    inner.reopen()
    expect(await cache.get(name)).toBe("a")
    expect(asked()).toBe(1)
  })

  it("still answers for what it knows while the keychain is closed, until it forgets", async () => {
    await cache.set(name, "a")
    inner.close("locked")
    expect(await cache.get(name)).toBe("a")
    cache.forget()
    await expect(cache.get(name)).rejects.toMatchObject({ data: { kind: "keychain" } })
  })

  it("does not remember an answer that was under way when it forgot, or when the value changed", async () => {
    inner.items.set(name, "a")
    const reading = cache.get(name)
    cache.forget()
    expect(await reading).toBe("a")
    await cache.get(name)
    expect(asked()).toBe(2)

    cache.forget()
    const late = cache.get(name)
    await cache.set(name, "b")
    await late
    expect(await cache.get(name)).toBe("b")

    const writing = cache.set(name, "c")
    cache.forget()
    await writing
    await cache.get(name)
    expect(asked()).toBe(4)
  })
})
