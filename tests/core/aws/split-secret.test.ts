import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { deleteLarge, getLarge, readLarge, setLarge } from "../../../src/core/aws/split-secret.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"

const NAME = "session/3f0e7c1a-58b1-4f3b-9d0b-0a4c8f0a2f11"

describe("a value of any size", () => {
  test("comes back as it was, and leaves nothing when deleted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", maxLength: 4_000 }), { minLength: 1, maxLength: 4 }),
        async (values) => {
          const secrets = new InMemorySecretStore()
          for (const value of values) {
            await setLarge(secrets, NAME, { value })
            expect(await getLarge(secrets, NAME)).toEqual({ value })
          }
          await deleteLarge(secrets, NAME)
          expect(secrets.items.size).toBe(0)
        },
      ),
      { numRuns: 100 },
    )
  })

  test("is kept alike, and with one question less, by who has just read it", async () => {
    for (const before of [null, "b".repeat(5_000)]) {
      const [asked, told] = [new InMemorySecretStore(), new InMemorySecretStore()]
      for (const secrets of [asked, told]) if (before !== null) await setLarge(secrets, NAME, before)
      const { value, head } = await readLarge(told, NAME)
      expect(value).toBe(before)
      const calls = [asked.script.calls.length, told.script.calls.length]
      await setLarge(asked, NAME, "n".repeat(7_000))
      await setLarge(told, NAME, "n".repeat(7_000), head)
      expect([...told.items]).toEqual([...asked.items])
      expect(told.script.calls.length - calls[1]!).toBe(asked.script.calls.length - calls[0]! - 1)
    }
  })

  test("is the old one or the new one after a crash at any step, and can be written again", async () => {
    const [old, next] = ["o".repeat(5_000), "n".repeat(7_000)]
    let steps = 0
    for (let step = 1; ; step++) {
      const secrets = new InMemorySecretStore()
      await setLarge(secrets, NAME, old)
      secrets.script.failCall(secrets.script.calls.length + step, new Error("killed"))
      const survived = await setLarge(secrets, NAME, next).then(
        () => true,
        () => false,
      )
      if (survived) break
      steps = step
      expect([old, next]).toContain(await getLarge(secrets, NAME))
      await setLarge(secrets, NAME, next)
      expect(await getLarge(secrets, NAME)).toBe(next)
      await deleteLarge(secrets, NAME)
      expect(secrets.items.size).toBe(0)
    }
    expect(steps).toBeGreaterThan(5)
  })

  test("that cannot be read is damaged, not absent", async () => {
    const secrets = new InMemorySecretStore()
    expect(await getLarge(secrets, NAME)).toBeNull()
    await setLarge(secrets, NAME, "x".repeat(5_000))
    secrets.items.delete(`${NAME}.a.2`)
    expect(await getLarge(secrets, NAME)).toBe("damaged")
    secrets.items.set(NAME, "something else")
    expect(await getLarge(secrets, NAME)).toBe("damaged")
  })
})
