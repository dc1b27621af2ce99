import { beforeEach, describe, expect, it, test } from "vitest"
import type { EnrolChoice } from "../../../src/core/accounts/service.ts"
import { AppError } from "../../../src/core/errors.ts"
import { emptyVault } from "../../../src/core/vault/schema.ts"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

const OLD = entry({ secret: "GEZDGNBVGY3TQOJQ" })
const NEW = entry({ secret: "KRUGKIDROVUWG2ZA", digits: 8 })
const OTHER = entry({ secret: "MJZG653OEBTG66BA", issuer: "GitLab", type: "hotp", counter: 5 })
const disk = new AppError({ kind: "file", problem: "full", path: "vault.json" })

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

describe("enrolling", () => {
  it("keeps each secret in the keychain under the account's id, and all else in the index", async () => {
    const tagged = { ...OTHER, tags: ["a", "a"], note: "n" }
    const kept = await vault.accounts.enrol([{ entry: OLD }, { entry: tagged }])
    expect(kept).toEqual(vault.index.now.accounts)
    expect(kept).toMatchObject([
      {
        issuer: "GitHub",
        account: "ada@example.com",
        digits: 6,
        pinned: false,
        tags: [],
        createdAtMs: 59_000,
      },
      { issuer: "GitLab", type: "hotp", counter: 5, tags: ["a"], note: "n", trashedAtMs: null },
    ])
    expect([...vault.store.items.keys()]).toEqual(kept.map(({ id }) => `otp/${id}`))
    expect(vault.state().secrets).toEqual([OLD.secret, OTHER.secret])
    expect(JSON.stringify(vault.index.now)).not.toContain(OLD.secret)
  })

  it("names the keychain in the index, and refuses to spread a vault over two", async () => {
    await vault.accounts.enrol([{ entry: OLD }])
    expect(vault.index.now.backend).toBe("os")
    await vault.index.update((now) => ({ ...now, backend: "file" }))
    await expect(vault.accounts.enrol([{ entry: NEW }])).rejects.toMatchObject({
      data: { kind: "keychain", problem: "missing", backend: "file" },
    })
    expect(vault.state().unused).toEqual([])
  })

  it("spells the secret in its one way, and refuses what could not be read again", async () => {
    await vault.accounts.enrol([{ entry: { ...OLD, secret: "gezd gnbv gy3t qojq" } }])
    expect(vault.state().secrets).toEqual([OLD.secret])
    for (const changes of [{ digits: 99 }, { period: 0.5 }, { secret: "A" }, { issuer: "x".repeat(201) }]) {
      await expect(vault.accounts.enrol([{ entry: NEW }, { entry: { ...NEW, ...changes } }])).rejects.toThrow(
        AppError,
      )
    }
    expect(vault.state()).toMatchObject({ secrets: [OLD.secret], unused: [] })
  })

  it("does not ask a keychain that hangs once for each item it wanted to take back", async () => {
    const hung = new AppError({ kind: "keychain", problem: "timeout", backend: "os" })
    vault.script.failMatching("set", hung)
    vault.script.failMatching("delete", hung)
    const many = Array.from({ length: 50 }, (_, place) => ({ entry: entry({ account: String(place) }) }))
    await expect(vault.accounts.enrol(many)).rejects.toBe(hung)
    expect(vault.script.calls.map((call) => call.split(" ")[0])).toEqual(["read", "set", "read", "delete"])
  })

  it("says that a keychain hangs without waiting for it to take back what it may have kept", async () => {
    const hung = new AppError({ kind: "keychain", problem: "timeout", backend: "os" })
    vault.script.failMatching("set", hung)
    vault.store.delete = () => new Promise(() => undefined)
    await expect(vault.accounts.enrol([{ entry: OLD }])).rejects.toBe(hung)
  })

  it("of nothing does nothing", async () => {
    expect(await vault.accounts.enrol([])).toEqual([])
    expect(vault.index.now).toEqual(emptyVault())
  })

  it("keeps what another process wrote at the same moment", async () => {
    const [first] = await vault.accounts.enrol([{ entry: OLD }])
    vault.index.anotherWriterIsFaster((now) => ({ ...now, clockOffsetMs: 7 }))
    await vault.accounts.enrol([{ entry: NEW }])
    expect(vault.index.now).toMatchObject({ clockOffsetMs: 7, accounts: [first, { digits: 8 }] })
  })
})

describe("replacing", () => {
  it("keeps id, tags, pin, note and place; takes the new secret, names and parameters; deletes the old item", async () => {
    const [first, second] = await vault.accounts.enrol([
      { entry: { ...OLD, tags: ["t"], note: "n" } },
      { entry: OTHER },
    ])
    await vault.accounts.edit(first!.id, { pinned: true })
    const [replaced] = await vault.accounts.enrol([{ entry: { ...NEW, issuer: "New" }, replaces: first!.id }])
    expect(replaced).toMatchObject({
      id: first!.id,
      issuer: "New",
      digits: 8,
      pinned: true,
      tags: ["t"],
      note: "n",
    })
    expect(vault.state()).toEqual({
      accounts: [replaced, second],
      secrets: [NEW.secret, OTHER.secret],
      unused: [],
    })
    const { codes, failures } = await vault.accounts.codes([first!.id])
    expect(failures).toEqual([])
    expect(codes[0]?.code).toHaveLength(8)
  })

  it("can be done again and again, and brings an account back from the trash", async () => {
    const [first] = await vault.accounts.enrol([{ entry: OLD }])
    for (const next of [NEW, OLD, NEW]) {
      await vault.accounts.trash([first!.id])
      await vault.accounts.enrol([{ entry: next, replaces: first!.id }])
      expect(vault.state()).toMatchObject({
        secrets: [next.secret],
        unused: [],
        accounts: [{ trashedAtMs: null }],
      })
    }
  })

  it("heals an account whose item is gone", async () => {
    const [first] = await vault.accounts.enrol([{ entry: OLD }])
    vault.store.items.clear()
    await vault.accounts.enrol([{ entry: NEW, replaces: first!.id }])
    expect(vault.state()).toMatchObject({ secrets: [NEW.secret], unused: [] })
  })

  it("of an account that is not there, or of one account twice, is refused before anything is written", async () => {
    const [first] = await vault.accounts.enrol([{ entry: OLD }])
    const before = vault.state()
    const absent = vault.random.uuid()
    await expect(vault.accounts.enrol([{ entry: NEW, replaces: absent }])).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
    const twice = [NEW, OTHER].map((made): EnrolChoice => ({ entry: made, replaces: first!.id }))
    await expect(vault.accounts.enrol(twice)).rejects.toMatchObject({ data: { kind: "invalid-request" } })
    expect(vault.state()).toEqual(before)
  })

  it("of an account that another process removes meanwhile is refused and leaves nothing behind", async () => {
    const [first] = await vault.accounts.enrol([{ entry: OLD }])
    vault.index.anotherWriterIsFaster((now) => ({ ...now, accounts: [] }))
    await expect(vault.accounts.enrol([{ entry: NEW, replaces: first!.id }])).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
    expect([...vault.store.items.keys()]).toEqual([`otp/${first!.id}`])
  })
})

describe("when a step fails", () => {
  const steps = 6 // read, three items, index, the old item
  const choicesOf = (id: string): EnrolChoice[] => [
    { entry: NEW, replaces: id },
    { entry: OTHER },
    { entry: entry() },
  ]

  /** A vault of one account, whose next calls count from 1, and where call `number` fails. */
  async function failing(number: number, strikes: "before" | "after", error: Error) {
    const made = vaultOf()
    const [first] = await made.accounts.enrol([{ entry: OLD }])
    made.script.failCall(made.script.calls.length + number, error, strikes)
    return { ...made, first: first!, before: made.state() }
  }

  it("there are as many steps as these tests go through", async () => {
    const { accounts, script, first } = await failing(1_000, "before", disk)
    const before = script.calls.length
    await accounts.enrol(choicesOf(first.id))
    expect(script.calls.slice(before).map((call) => call.split(" ")[0])).toEqual([
      "read",
      "set",
      "set",
      "set",
      "update",
      "delete",
    ])
    expect(script.calls.length - before).toBe(steps)
  })

  for (const strikes of ["before", "after"] as const) {
    test.each(Array.from({ length: steps }, (_, step) => step + 1))(
      `step %i, ${strikes} it was done: all or none, and nobody loses a secret`,
      async (number) => {
        const { accounts, state, first, before } = await failing(number, strikes, disk)
        const kept = await accounts.enrol(choicesOf(first.id)).catch((error: unknown) => error)
        const after = state()
        expect(after.secrets).not.toContain(null)
        if (Array.isArray(kept)) {
          expect(after.accounts).toHaveLength(3)
          expect(after.secrets).toEqual([NEW.secret, OTHER.secret, entry().secret])
          // At worst the old item is left over, when its deletion is what failed.
          expect(after.unused).toEqual(number === steps && strikes === "before" ? [`otp/${first.id}`] : [])
        } else {
          expect(kept).toBe(disk)
          expect(after).toEqual(before)
        }
        expect(Array.isArray(kept)).toBe(number === steps || (number === 5 && strikes === "after"))
      },
    )

    test.each(Array.from({ length: steps }, (_, step) => step + 1))(
      `step %i, ${strikes} it was done, and everything after it: no account loses its secret`,
      async (number) => {
        const { accounts, script, state, first, before } = await failing(number, strikes, disk)
        const start = script.calls.length
        // From this step on nothing answers any more, as when the process is killed or the disk is pulled.
        for (let call = number + 1; call <= 20; call++) script.failCall(start + call, disk)
        await accounts.enrol(choicesOf(first.id)).catch(() => undefined)
        const after = state()
        expect(after.secrets).not.toContain(null)
        expect([before.accounts.length, 3]).toContain(after.accounts.length)
        if (after.accounts.length === 1) expect(after.secrets).toEqual([OLD.secret])
      },
    )
  }

  it("a keychain that does not keep what it was given leaves nothing behind", async () => {
    vault.script.failMatching("set", new AppError({ kind: "keychain", problem: "not-kept", backend: "os" }), {
      times: 1,
      strikes: "after",
    })
    await expect(vault.accounts.enrol([{ entry: OLD }])).rejects.toMatchObject({
      data: { problem: "not-kept" },
    })
    expect(vault.state()).toEqual({ accounts: [], secrets: [], unused: [] })
  })

  it("an index that fails and cannot be read leaves the items: they might be needed", async () => {
    vault.script.failMatching("update", disk, { strikes: "after" })
    const start = vault.script.calls.length
    vault.script.failCall(start + 4, disk)
    await expect(vault.accounts.enrol([{ entry: OLD }])).rejects.toBe(disk)
    expect(vault.state()).toMatchObject({ secrets: [OLD.secret], unused: [] })
  })
})
