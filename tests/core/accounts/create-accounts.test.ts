import { beforeEach, describe, expect, it } from "vitest"
import { AppError } from "../../../src/core/errors.ts"
import { entry } from "../otp/entries.ts"
import { rfc4226, rfc6238, vaultOf } from "./vault-of.ts"
import { keyRow } from "../../support/vault-rows.ts"

const disk = new AppError({ kind: "file", problem: "full", path: "vault.json" })

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

describe("a preview", () => {
  it("shows the present code, and a counter's own", async () => {
    const rows = await vault.accounts.preview([rfc6238, { ...rfc4226, counter: 3 }])
    expect(rows).toMatchObject([
      { code: "94287082", expiresAtMs: 60_000, likeness: { kind: "new" } },
      { code: "969429", expiresAtMs: null, likeness: { kind: "new" } },
    ])
    expect(vault.store.items.size).toBe(0)
  })

  it("knows duplicates by what makes the codes, whatever their names, and conflicts by their names", async () => {
    await vault.enrol(entry({ issuer: "Straße", account: "Ada" }))
    const likeness = async (changes: Parameters<typeof entry>[0]) =>
      (await vault.accounts.preview([entry(changes)]))[0]?.likeness
    const of = vault.index.now.accounts[0]
    const elsewhere = { issuer: "Else", account: "Where" }
    expect(await likeness(elsewhere)).toEqual({ kind: "duplicate", of })
    expect(await likeness({ issuer: "STRASSE", account: "ada" })).toEqual({ kind: "duplicate", of })
    const others = [
      { digits: 8 },
      { period: 60 },
      { algorithm: "SHA256" },
      { type: "hotp" },
      { secret: "KRUGKIDROVUWG2ZA" },
    ] as const
    for (const other of others) {
      expect(await likeness({ ...elsewhere, ...other })).toEqual({ kind: "new" })
      expect(await likeness({ issuer: "STRASSE", account: "ada", ...other })).toEqual({
        kind: "conflict",
        with: of,
      })
    }
  })

  it("takes two nameless entries for strangers, and looks past the trash and what cannot be read", async () => {
    const [a, b, c] = await vault.enrol(
      entry({ issuer: "", account: "", secret: "KRUGKIDROVUWG2ZA" }),
      entry({ issuer: "B", account: "" }),
      entry({ issuer: "C", account: "" }),
    )
    await vault.accounts.trash([b!])
    vault.store.items.set(`otp/${c!}`, "damaged")
    const rows = await vault.accounts.preview([
      entry({ issuer: "", account: "" }),
      entry({ issuer: "b", account: "" }),
    ])
    expect(rows.map(({ likeness }) => likeness.kind)).toEqual(["new", "new"])
    vault.store.items.delete(`otp/${a}`)
    expect(await vault.accounts.preview([entry()])).toMatchObject([{ likeness: { kind: "new" } }])
  })

  it("does not call entries new while the keychain is closed", async () => {
    await vault.enrol(entry())
    vault.store.close("locked")
    await expect(vault.accounts.preview([entry()])).rejects.toMatchObject({ data: { problem: "locked" } })
  })
})

describe("changing", () => {
  it("edits what is given, and no more", async () => {
    const [id] = await vault.enrol(entry({ tags: ["a"] }))
    await vault.accounts.edit(id, { issuer: " New\u202e ", pinned: true })
    const edited = await vault.accounts.edit(id, { note: "n", tags: ["b", "b", ""], account: "" })
    expect(edited).toMatchObject({
      issuer: "New",
      account: "",
      note: "n",
      tags: ["b"],
      pinned: true,
      digits: 6,
    })
    expect(vault.index.now.accounts).toEqual([edited])
    expect((await vault.accounts.codes([id])).failures).toEqual([])
  })

  it("refuses names and notes that are too long, and accounts that are not there", async () => {
    const [id] = await vault.enrol(entry())
    for (const changes of [{ issuer: "x".repeat(201) }, { note: "x".repeat(2_001) }]) {
      await expect(vault.accounts.edit(id, changes)).rejects.toMatchObject({ data: { problem: "too-long" } })
    }
    await expect(vault.accounts.edit(vault.random.uuid(), {})).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
  })

  it("trashes and restores without touching a secret, all or none", async () => {
    const [a, b] = await vault.enrol(entry(), rfc4226)
    await vault.accounts.trash([a])
    vault.clock.advance(1_000)
    await vault.accounts.trash([a, b!])
    expect(await vault.accounts.list()).toEqual([])
    expect((await vault.accounts.list({ trash: true })).map(({ trashedAtMs }) => trashedAtMs)).toEqual([
      59_000, 60_000,
    ])
    await expect(vault.accounts.restore([a, vault.random.uuid()])).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
    expect(await vault.accounts.list()).toEqual([])
    await vault.accounts.restore([b!, a])
    expect((await vault.accounts.list()).map(({ id }) => id)).toEqual([a, b])
    expect(vault.script.calls.filter((call) => /^(?:set|delete)/.test(call))).toHaveLength(2)
  })
})

describe("purging", () => {
  it("removes account and secret, replaced ones too, and unlinks the keys that used it", async () => {
    const [a, b] = await vault.enrol(entry(), rfc4226)
    await vault.accounts.enrol([{ entry: rfc6238, replaces: a }])
    const keys = [a, b!].map((otpAccountId) => keyRow({ id: vault.random.uuid(), otpAccountId }))
    await vault.index.update((now) => ({ ...now, awsKeys: keys }))
    await vault.accounts.purge([a])
    expect(vault.state()).toMatchObject({ accounts: [{ id: b }], secrets: [rfc4226.secret], unused: [] })
    expect(vault.index.now.awsKeys.map(({ otpAccountId }) => otpAccountId)).toEqual([null, b])
  })

  it("never leaves an account without its secret, whatever fails; and can be repeated", async () => {
    const [a, b] = await vault.enrol(entry(), rfc4226)
    vault.script.failMatching("update", disk, { times: 1 })
    await expect(vault.accounts.purge([a, b!])).rejects.toBe(disk)
    expect(vault.state()).toMatchObject({ secrets: [entry().secret, rfc4226.secret] })
    vault.store.close("locked")
    await expect(vault.accounts.purge([a, b!])).rejects.toMatchObject({ data: { problem: "locked" } })
    expect(vault.state().accounts).toEqual([])
    vault.store.reopen()
    await vault.accounts.purge([a, b!])
    expect(vault.store.items.size).toBe(0)
  })

  it("does not take another account's secret, even when asked by the name of its item", async () => {
    const [a] = await vault.enrol(entry())
    await vault.accounts.enrol([{ entry: rfc6238, replaces: a }])
    await vault.accounts.purge([vault.index.now.accounts[0]!.secretId!])
    expect(vault.state()).toMatchObject({ secrets: [rfc6238.secret] })
  })
})
