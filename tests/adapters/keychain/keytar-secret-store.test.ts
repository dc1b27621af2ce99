import { describe, expect, test } from "vitest"
import { osKeychainError, type KeytarCalls } from "../../../src/adapters/keychain/keytar-calls.ts"
import { createKeytarSecretStore } from "../../../src/adapters/keychain/keytar-secret-store.ts"
import type { SecretName } from "../../../src/core/ports/secret-store.ts"

const name: SecretName = "otp/9f6a4a2e-6d0c-4a7e-8f57-0d6c8f1f8a11"
const problem = (what: string) => ({ data: { kind: "keychain", problem: what, backend: "os" } })

/** keytar over gnome-keyring as it was seen to behave: a locked one answers null and false, and refuses to write. */
class Keyring implements KeytarCalls {
  readonly items = new Map<string, string>()
  locked = false
  readonly calls: { call: string; limitMs: number }[] = []
  /** Run before each call: the keyring may be locked in between. */
  before: (call: string) => void = () => undefined
  /** Whether a write is lost without a word. */
  loses = false

  get(service: string, account: string, { limitMs }: { limitMs: number }): Promise<string | null> {
    return this.#call(`get ${service} ${account}`, limitMs, () =>
      this.locked ? null : (this.items.get(account) ?? null),
    )
  }
  set(service: string, account: string, value: string, { limitMs }: { limitMs: number }): Promise<void> {
    return this.#call(`set ${service} ${account}`, limitMs, () => {
      if (this.locked) throw osKeychainError("locked")
      if (!this.loses) this.items.set(account, value)
    })
  }
  delete(service: string, account: string, { limitMs }: { limitMs: number }): Promise<boolean> {
    return this.#call(
      `delete ${service} ${account}`,
      limitMs,
      () => !this.locked && this.items.delete(account),
    )
  }
  async #call<T>(call: string, limitMs: number, work: () => T): Promise<T> {
    this.calls.push({ call, limitMs })
    await Promise.resolve()
    this.before(call)
    return work()
  }
  names(): string[] {
    return this.calls.map(({ call }) => call)
  }
}

function opened(keyring = new Keyring()) {
  return { keyring, store: createKeytarSecretStore({ calls: keyring }) }
}

test("the first use writes the canary, later ones only read it", async () => {
  const { keyring, store } = opened()
  await store.open()
  expect(keyring.names()).toEqual(["get Keycard canary", "set Keycard canary", "get Keycard canary"])
  keyring.calls.length = 0
  await createKeytarSecretStore({ calls: keyring }).open()
  expect(keyring.names()).toEqual(["get Keycard canary"])
})

test("an item that is there costs one call", async () => {
  const { keyring, store } = opened()
  await store.open()
  keyring.items.set(name, "seed")
  keyring.calls.length = 0
  expect(await store.get(name)).toBe("seed")
  expect(keyring.names()).toEqual([`get Keycard ${name}`])
})

test("several who open at once share one proof", async () => {
  const { keyring, store } = opened()
  await Promise.all([store.open(), store.open(), store.open()])
  expect(keyring.names()).toHaveLength(3)
})

describe("null is believed only from an open keyring", () => {
  test("locked before the question", async () => {
    const { keyring, store } = opened()
    await store.open()
    keyring.items.set(name, "seed")
    keyring.locked = true
    await expect(store.get(name)).rejects.toMatchObject(problem("locked"))
  })

  test("locked by a store that has seen no canary yet", async () => {
    const { keyring, store } = opened()
    keyring.items.set(name, "seed").set("canary", "v1")
    keyring.locked = true
    await expect(store.get(name)).rejects.toMatchObject(problem("locked"))
    await expect(store.open()).rejects.toMatchObject(problem("locked"))
  })

  test("locked or unlocked at any moment of the question: the value, or locked, never null", async () => {
    // `once` and `again`: before which calls the keyring changes from locked to unlocked or back.
    for (const atFirst of [true, false]) {
      for (let once = 1; once <= 6; once++) {
        for (let again = once + 1; again <= 7; again++) {
          const { keyring, store } = opened()
          await store.open()
          keyring.items.set(name, "seed")
          keyring.locked = atFirst
          let call = 0
          keyring.before = () => {
            if (++call === once || call === again) keyring.locked = !keyring.locked
          }
          const outcome = await store.get(name).catch((error: unknown) => error)
          if (outcome !== "seed") expect(outcome, `${once}, ${again}`).toMatchObject(problem("locked"))
        }
      }
    }
  })

  test("a canary that someone deleted is locked to a store that saw it, until it is opened again", async () => {
    const { keyring, store } = opened()
    await store.open()
    keyring.items.clear()
    await expect(store.get(name)).rejects.toMatchObject(problem("locked"))
    await store.open()
    expect(await store.get(name)).toBeNull()
  })

  test("a locked keyring is never written to or deleted from", async () => {
    const { keyring, store } = opened()
    await store.open()
    keyring.items.set(name, "seed")
    keyring.locked = true
    await expect(store.set(name, "x")).rejects.toMatchObject(problem("locked"))
    await expect(store.delete(name)).rejects.toMatchObject(problem("locked"))
    expect(keyring.items.get(name)).toBe("seed")
  })

  test("a keyring that is unlocked while an item is deleted deletes it", async () => {
    const { keyring, store } = opened()
    await store.open()
    keyring.items.set(name, "seed")
    keyring.locked = true
    keyring.before = (call) => {
      if (call.startsWith("get")) keyring.locked = false
    }
    await store.delete(name)
    expect(keyring.items.has(name)).toBe(false)
  })
})

test("a write that the keyring loses is not kept", async () => {
  const { keyring, store } = opened()
  await store.open()
  keyring.loses = true
  await expect(store.set(name, "seed")).rejects.toMatchObject(problem("not-kept"))
})

test.each(["timeout", "missing", "denied", "broken", "cancelled"] as const)(
  "%s passes through every operation, and nothing more is asked",
  async (what) => {
    const { keyring, store } = opened()
    await store.open()
    keyring.calls.length = 0
    keyring.before = () => {
      throw osKeychainError(what)
    }
    await expect(store.get(name)).rejects.toMatchObject(problem(what))
    await expect(store.set(name, "x")).rejects.toMatchObject(problem(what))
    await expect(store.delete(name)).rejects.toMatchObject(problem(what))
    expect(keyring.calls).toHaveLength(3)
  },
)

test("a call has a minute while a prompt may be open, and fifteen seconds once the keyring is known to be open", async () => {
  const { keyring, store } = opened()
  await store.open()
  await store.set(name, "seed")
  keyring.locked = true
  await store.get(name).catch(() => undefined)
  const limits = keyring.calls.map(({ call, limitMs }) => `${call.split(" ")[0] ?? ""} ${limitMs}`)
  expect(limits).toEqual([
    "get 60000", // the canary: may prompt
    "set 60000", // it was not there: may prompt
    "get 60000",
    "set 15000", // the canary was read: open
    "get 15000",
    "get 15000", // locked since, and nobody knows yet
    "get 60000",
  ])
})
