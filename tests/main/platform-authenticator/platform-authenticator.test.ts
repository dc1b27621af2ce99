import { describe, expect, it } from "vitest"
import { platformAuthenticator } from "../../../src/main/platform-authenticator/platform-authenticator.ts"
import { FakeAuthenticator } from "../../fakes/fake-ceremony.ts"
import { SeededRandom } from "../../fakes/seeded-random.ts"

const key = new SeededRandom("the vault's").bytes(32)

function setUp() {
  const authenticator = new FakeAuthenticator()
  const { hold } = authenticator
  const unlock = platformAuthenticator({ name: "Windows Hello", hold, random: new SeededRandom() })
  return { authenticator, unlock }
}

describe("a key that is bound to the computer's authenticator", () => {
  it.each(["when asked", "at once"] as const)("comes back; the authenticator answers %s", async (prf) => {
    const { authenticator, unlock } = setUp()
    authenticator.prf = prf
    const wrapped = await unlock.protect(key)
    expect(Buffer.from(await unlock.reveal(wrapped))).toEqual(Buffer.from(key))
    expect(authenticator.held).toEqual([true, true])
    expect(authenticator.answers).toHaveLength(2)
    for (const answer of authenticator.answers) expect([...new Set(answer)]).toEqual([0])
  })

  it("is asked for without a window that anybody sees", async () => {
    const { authenticator, unlock } = setUp()
    expect(await unlock.available()).toBe(true)
    expect(authenticator.held).toEqual([false])
  })

  it("is not kept by an authenticator that makes none", async () => {
    const { authenticator, unlock } = setUp()
    authenticator.prf = "never"
    await expect(unlock.protect(key)).rejects.toMatchObject({
      data: { kind: "platform-unlock", problem: "no-key", name: "Windows Hello" },
    })
  })

  it("stays closed to a person who is not known, to another computer, and to a line that was changed", async () => {
    const { authenticator, unlock } = setUp()
    const wrapped = await unlock.protect(key)
    authenticator.known = false
    await expect(unlock.reveal(wrapped)).rejects.toMatchObject({ data: { kind: "cancelled" } })
    await expect(setUp().unlock.reveal(wrapped)).rejects.toMatchObject({ data: { kind: "cancelled" } })
    authenticator.known = true
    for (const [id] of authenticator.credentials) authenticator.credentials.set(id, Buffer.alloc(32))
    await expect(unlock.reveal(wrapped)).rejects.toMatchObject({ data: { kind: "lock-damaged" } })
    await expect(unlock.reveal(wrapped.slice(1))).rejects.toMatchObject({ data: { kind: "lock-damaged" } })
    expect(authenticator.answers.every((answer) => answer.every((byte) => byte === 0))).toBe(true)
  })

  it("asks one question at a time, and again after it was declined", async () => {
    const { authenticator, unlock } = setUp()
    const wrapped = await unlock.protect(key)
    const first = unlock.reveal(wrapped)
    await expect(unlock.reveal(wrapped)).rejects.toMatchObject({ data: { kind: "cancelled" } })
    await first
    authenticator.known = false
    await expect(unlock.reveal(wrapped)).rejects.toMatchObject({ data: { kind: "cancelled" } })
    authenticator.known = true
    expect(Buffer.from(await unlock.reveal(wrapped))).toEqual(Buffer.from(key))
  })
})
