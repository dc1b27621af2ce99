import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createSealedStore, DAMAGED, sealedName } from "../../../src/core/lock/sealed-store.ts"
import { MAX_SECRET_BYTES, type SecretName } from "../../../src/core/ports/secret-store.ts"
import { describeSecretStore } from "../../conformance/secret-store.ts"
import { InMemorySecretStore } from "../../fakes/in-memory-secret-store.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"
import { expectNoneOf } from "./places.ts"

const keyId = "0f0e0d0c-0b0a-4908-8706-050403020100"
const name: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"
const other: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a12"

let stores = 0
/** Each has bytes of its own, as processes have: no two seal under the same nonce. */
function sealed(raw: InMemorySecretStore, key: Buffer | null = Buffer.alloc(32, 7)) {
  return createSealedStore({ raw, keyId, key: () => key, random: new SeededRandom(`store ${++stores}`) })
}

describeSecretStore("a seal over a keychain", () => {
  const raw = new InMemorySecretStore()
  return { store: sealed(raw), reopen: () => Promise.resolve(sealed(raw)), close: () => undefined }
})

describe("a seal over a keychain", () => {
  test("keeps any value up to the limit in items that any keychain can hold, and nothing of it can be read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme-ascii", minLength: 12, maxLength: MAX_SECRET_BYTES }),
        async (value) => {
          const raw = new InMemorySecretStore()
          await sealed(raw).set(name, value)
          expect(await sealed(raw).get(name)).toBe(value)
          expectNoneOf(raw.items.values(), [value])
          for (const item of raw.items.values())
            expect(Buffer.byteLength(item)).toBeLessThanOrEqual(MAX_SECRET_BYTES)
        },
      ),
      { numRuns: 60 },
    )
  })

  test("reads and writes nothing without the key, and tells what is there all the same", async () => {
    const raw = new InMemorySecretStore()
    await sealed(raw).set(name, "value")
    const locked = sealed(raw, null)
    await expect(locked.get(name)).rejects.toMatchObject({ data: { kind: "locked" } })
    await expect(locked.set(name, "x")).rejects.toMatchObject({ data: { kind: "locked" } })
    expect(await locked.holds(name)).toBe(true)
    await locked.delete(name)
    expect(raw.items.size).toBe(0)
  })

  test("a key that is wiped while the keychain answers opens nothing", async () => {
    const raw = new InMemorySecretStore()
    await sealed(raw).set(name, "value")
    let key: Buffer | null = Buffer.alloc(32, 7)
    const store = createSealedStore({ raw, keyId, key: () => key, random: new SeededRandom() })
    const reading = store.get(name)
    key = null
    await expect(reading).rejects.toMatchObject({ data: { kind: "locked" } })
  })

  test.each([
    ["another key", (raw: InMemorySecretStore) => sealed(raw, Buffer.alloc(32, 8)).get(name)],
    [
      "another key's name",
      (raw: InMemorySecretStore) =>
        createSealedStore({
          raw,
          keyId: keyId.replace("0f", "1f"),
          key: () => Buffer.alloc(32, 7),
          random: new SeededRandom(),
        }).get(name),
    ],
    [
      "the place of another item",
      (raw: InMemorySecretStore) => {
        raw.items.set(sealedName(other), raw.items.get(sealedName(name)) ?? "")
        return sealed(raw).get(other)
      },
    ],
  ])("with %s a value reads as damaged, never as something else", async (_what, read) => {
    const raw = new InMemorySecretStore()
    await sealed(raw).set(name, "value")
    expect(await read(raw)).toBe(DAMAGED)
  })

  test("one changed character anywhere reads as damaged", async () => {
    const raw = new InMemorySecretStore()
    await sealed(raw).set(name, "value")
    const item = raw.items.get(sealedName(name)) ?? ""
    for (let at = 4; at < item.length - 1; at++) {
      const changed = item.slice(0, at) + (item[at] === "A" ? "B" : "A") + item.slice(at + 1)
      raw.items.set(sealedName(name), changed)
      const read = await sealed(raw).get(name)
      // The last character of base64 has bits that mean nothing.
      if (read !== "value") expect(read).toBe(DAMAGED)
      else expect(at).toBeGreaterThan(item.length - 5)
    }
  })

  test("the same value is never sealed twice alike", async () => {
    const raw = new InMemorySecretStore()
    const store = sealed(raw)
    await store.set(name, "value")
    const first = raw.items.get(sealedName(name))
    await store.set(name, "value")
    expect(raw.items.get(sealedName(name))).not.toBe(first)
  })
})
