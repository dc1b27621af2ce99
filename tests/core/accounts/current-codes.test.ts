import { beforeEach, describe, expect, it } from "vitest"
import { createCachingSecretStore } from "../../../src/core/accounts/caching-secret-store.ts"
import { writeSecretItem } from "../../../src/core/accounts/secret-item.ts"
import { entry } from "../otp/entries.ts"
import { rfc4226, rfc6238, vaultOf } from "./vault-of.ts"

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

describe("codes", () => {
  it("are those of the clock or of the time asked for, with the next one and the turn", async () => {
    const [id] = await vault.enrol(rfc6238)
    const first = { id, code: "94287082", next: "37359152", startsAtMs: 30_000, expiresAtMs: 60_000 }
    expect(await vault.accounts.codes([id])).toEqual({ codes: [first], failures: [] })
    const late = await vault.accounts.codes([id], 20_000_000_000_000)
    expect(late.codes[0]?.code).toBe("65353130")
  })

  it("come in the order asked for; HOTP rows are left out; unknown and trashed ones are failures", async () => {
    const [a, b, c, d] = await vault.enrol(rfc6238, entry({ account: "b" }), rfc4226, entry({ account: "d" }))
    await vault.accounts.trash([d!])
    const unknown = vault.random.uuid()
    const { codes, failures } = await vault.accounts.codes([b!, c!, unknown, a, a, d!])
    expect(codes.map(({ id }) => id)).toEqual([b, a])
    expect(failures).toEqual(
      [unknown, d].map((id) => ({ id, error: { kind: "not-found", what: "account" } })),
    )
  })

  it("of the other rows come when one row's item is gone, damaged, or makes other codes than the index says", async () => {
    const [gone, damaged, other, good] = await vault.enrol(
      rfc6238,
      entry({ account: "x" }),
      entry({ account: "y" }),
      rfc6238,
    )
    vault.store.items.delete(`otp/${gone}`)
    vault.store.items.set(`otp/${damaged!}`, "{}")
    vault.store.items.set(`otp/${other!}`, writeSecretItem(entry({ digits: 8 })))
    const { codes, failures } = await vault.accounts.codes([gone, damaged!, other!, good!])
    expect(codes).toMatchObject([{ id: good, code: "94287082" }])
    expect(failures.map(({ id, error }) => [id, error.kind])).toEqual([
      [gone, "secret-missing"],
      [damaged, "secret-damaged"],
      [other, "secret-damaged"],
    ])
  })

  it("of a closed keychain are failures, each with its reason, and it is not asked for each of a thousand", async () => {
    const ids = await vault.enrol(
      ...Array.from({ length: 40 }, (_, place) => entry({ account: String(place) })),
    )
    vault.store.close("locked")
    const before = vault.script.calls.length
    const { codes, failures } = await vault.accounts.codes(ids)
    expect(codes).toEqual([])
    expect(failures).toHaveLength(40)
    expect(new Set(failures.map(({ error }) => JSON.stringify(error)))).toEqual(
      new Set(['{"kind":"keychain","problem":"locked","backend":"os"}']),
    )
    expect(vault.script.calls.length - before).toBeLessThanOrEqual(5)
    vault.store.reopen()
    expect((await vault.accounts.codes(ids)).codes).toHaveLength(40)
  })

  it("ask the keychain a few at a time, and with a cache once", async () => {
    vault = vaultOf(createCachingSecretStore)
    const ids = await vault.enrol(
      ...Array.from({ length: 40 }, (_, place) => entry({ account: String(place) })),
    )
    const cold = vaultOf()
    for (const [name, value] of vault.store.items) cold.store.items.set(name, value)
    await cold.index.update(() => vault.index.now)
    await cold.accounts.codes(ids)
    expect(cold.store.mostAtOnce).toBeGreaterThan(1)
    expect(cold.store.mostAtOnce).toBeLessThanOrEqual(4)
    const before = vault.script.calls.length
    expect((await vault.accounts.codes(ids)).codes).toHaveLength(40)
    expect(vault.script.calls.slice(before)).toEqual(["read index"])
  })

  it("from a cache are those of the new secret after another process replaced it", async () => {
    vault = vaultOf(createCachingSecretStore)
    const [id] = await vault.enrol(entry())
    await vault.accounts.codes([id])
    const elsewhere = vaultOf((secrets) => secrets, "another process")
    for (const [name, value] of vault.store.items) elsewhere.store.items.set(name, value)
    await elsewhere.index.update(() => vault.index.now)
    await elsewhere.accounts.enrol([{ entry: rfc6238, replaces: id }])
    for (const [name, value] of elsewhere.store.items) vault.store.items.set(name, value)
    await vault.index.update(() => elsewhere.index.now)
    expect((await vault.accounts.codes([id])).codes).toMatchObject([{ code: "94287082" }])
  })
})
