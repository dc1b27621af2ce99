import { beforeEach, describe, expect, it, test } from "vitest"
import { createCachingSecretStore } from "../../../src/core/accounts/caching-secret-store.ts"
import { writeSecretItem } from "../../../src/core/accounts/secret-item.ts"
import { AppError } from "../../../src/core/errors.ts"
import { hotpCode } from "../../../src/core/otp/codes.ts"
import { entry, secretOf } from "../otp/entries.ts"
import { RFC4226_SECRET, RFC4226_VECTORS } from "../../vectors/rfc4226.ts"
import { RFC6238_SECRETS } from "../../vectors/rfc6238.ts"
import { vaultOf } from "./vault-of.ts"
import { FRESH_KEY } from "../../../src/core/vault/fresh-key.ts"

const rfc6238 = entry({ secret: secretOf(RFC6238_SECRETS.SHA1), digits: 8 })
const rfc4226 = entry({ type: "hotp", secret: secretOf(RFC4226_SECRET), account: "counter" })
const disk = new AppError({ kind: "file", problem: "full", path: "vault.json" })

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

const enrol = async (...entries: Parameters<typeof writeSecretItem>[0][]) =>
  (await vault.accounts.enrol(entries.map((made) => ({ entry: made })))).map(({ id }) => id) as [
    string,
    ...string[],
  ]

describe("codes", () => {
  it("are those of the clock or of the time asked for, with the next one and the turn", async () => {
    const [id] = await enrol(rfc6238)
    const first = { id, code: "94287082", next: "37359152", startsAtMs: 30_000, expiresAtMs: 60_000 }
    expect(await vault.accounts.codes([id])).toEqual({ codes: [first], failures: [] })
    const late = await vault.accounts.codes([id], 20_000_000_000_000)
    expect(late.codes[0]?.code).toBe("65353130")
  })

  it("come in the order asked for; HOTP rows are left out; unknown and trashed ones are failures", async () => {
    const [a, b, c, d] = await enrol(rfc6238, entry({ account: "b" }), rfc4226, entry({ account: "d" }))
    await vault.accounts.trash([d!])
    const unknown = vault.random.uuid()
    const { codes, failures } = await vault.accounts.codes([b!, c!, unknown, a, a, d!])
    expect(codes.map(({ id }) => id)).toEqual([b, a])
    expect(failures).toEqual(
      [unknown, d].map((id) => ({ id, error: { kind: "not-found", what: "account" } })),
    )
  })

  it("of the other rows come when one row's item is gone, damaged, or makes other codes than the index says", async () => {
    const [gone, damaged, other, good] = await enrol(
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
    const ids = await enrol(...Array.from({ length: 40 }, (_, place) => entry({ account: String(place) })))
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
    const ids = await enrol(...Array.from({ length: 40 }, (_, place) => entry({ account: String(place) })))
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
    const [id] = await enrol(entry())
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

describe("counters", () => {
  it("give the codes of RFC 4226 one after the other, each saved before it is shown", async () => {
    const [id] = await enrol(rfc4226)
    for (const [counter, , code] of RFC4226_VECTORS) {
      expect(await vault.accounts.nextHotp(id)).toEqual({ code, counter })
      expect(vault.index.now.accounts[0]?.counter).toBe(counter + 1)
    }
  })

  it("never give a code whose counter was not saved", async () => {
    const [id] = await enrol(rfc4226)
    vault.script.failMatching("update", disk, { times: 1 })
    await expect(vault.accounts.nextHotp(id)).rejects.toBe(disk)
    vault.script.failMatching("update", disk, { times: 1, strikes: "after" })
    await expect(vault.accounts.nextHotp(id)).rejects.toBe(disk)
    expect(await vault.accounts.nextHotp(id)).toEqual({ code: "287082", counter: 1 })
  })

  it("are not spent when the keychain does not answer", async () => {
    const [id] = await enrol(rfc4226)
    vault.store.close("cancelled")
    await expect(vault.accounts.nextHotp(id)).rejects.toMatchObject({ data: { problem: "cancelled" } })
    expect(vault.index.now.accounts[0]?.counter).toBe(0)
  })

  it("are given once each when two ask at the same moment, in one process or in two", async () => {
    const [id] = await enrol(rfc4226)
    vault.index.anotherWriterIsFaster((now) => ({
      ...now,
      accounts: now.accounts.map((account) => ({ ...account, counter: account.counter + 1 })),
    }))
    const asked = await Promise.all([1, 2, 3].map(() => vault.accounts.nextHotp(id)))
    expect(asked.map(({ counter }) => counter).sort()).toEqual([1, 2, 3])
    for (const { code, counter } of asked) expect(code).toBe(hotpCode(rfc4226, counter))
  })

  it("belong to the secret they are used with, also when that changes in between", async () => {
    const [id] = await enrol(rfc4226)
    const renewed = { ...rfc4226, secret: "KRUGKIDROVUWG2ZA", counter: 40 }
    const newId = vault.random.uuid()
    vault.store.items.set(`otp/${newId}`, writeSecretItem(renewed))
    vault.index.anotherWriterIsFaster((now) => ({
      ...now,
      accounts: now.accounts.map((account) => ({ ...account, secretId: newId, counter: 40 })),
    }))
    expect(await vault.accounts.nextHotp(id)).toEqual({ code: hotpCode(renewed, 40), counter: 40 })
    expect(vault.index.now.accounts[0]?.counter).toBe(41)
  })

  it("end at 2^53-1 with a refusal, not with a repetition", async () => {
    const [id] = await enrol({ ...rfc4226, counter: Number.MAX_SAFE_INTEGER })
    await expect(vault.accounts.nextHotp(id)).rejects.toMatchObject({ data: { part: "counter" } })
    expect(vault.index.now.accounts[0]?.counter).toBe(Number.MAX_SAFE_INTEGER)
  })

  it("are for HOTP accounts that are there", async () => {
    const [totp, hotp] = await enrol(entry(), rfc4226)
    await vault.accounts.trash([hotp!])
    await expect(vault.accounts.nextHotp(totp)).rejects.toMatchObject({ data: { kind: "invalid-request" } })
    await expect(vault.accounts.nextHotp(hotp!)).rejects.toMatchObject({ data: { kind: "not-found" } })
  })
})

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
    await enrol(entry({ issuer: "Straße", account: "Ada" }))
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
    const [a, b, c] = await enrol(
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
    await enrol(entry())
    vault.store.close("locked")
    await expect(vault.accounts.preview([entry()])).rejects.toMatchObject({ data: { problem: "locked" } })
  })
})

describe("changing", () => {
  it("edits what is given, and no more", async () => {
    const [id] = await enrol(entry({ tags: ["a"] }))
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
    const [id] = await enrol(entry())
    for (const changes of [{ issuer: "x".repeat(201) }, { note: "x".repeat(2_001) }]) {
      await expect(vault.accounts.edit(id, changes)).rejects.toMatchObject({ data: { problem: "too-long" } })
    }
    await expect(vault.accounts.edit(vault.random.uuid(), {})).rejects.toMatchObject({
      data: { kind: "not-found" },
    })
  })

  it("trashes and restores without touching a secret, all or none", async () => {
    const [a, b] = await enrol(entry(), rfc4226)
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
    const [a, b] = await enrol(entry(), rfc4226)
    await vault.accounts.enrol([{ entry: rfc6238, replaces: a }])
    const key = {
      id: vault.random.uuid(),
      name: "k",
      tail: "WXYZ",
      createdAtMs: 0,
      region: "us-east-1",
      ...FRESH_KEY,
    }
    const rest = { accountId: null, userArn: null, mfaSerial: null, endpoint: null }
    await vault.index.update((now) => ({
      ...now,
      awsKeys: [
        { ...key, ...rest, otpAccountId: a },
        { ...key, ...rest, otpAccountId: b! },
      ],
    }))
    await vault.accounts.purge([a])
    expect(vault.state()).toMatchObject({ accounts: [{ id: b }], secrets: [rfc4226.secret], unused: [] })
    expect(vault.index.now.awsKeys.map(({ otpAccountId }) => otpAccountId)).toEqual([null, b])
  })

  it("never leaves an account without its secret, whatever fails; and can be repeated", async () => {
    const [a, b] = await enrol(entry(), rfc4226)
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
    const [a] = await enrol(entry())
    await vault.accounts.enrol([{ entry: rfc6238, replaces: a }])
    await vault.accounts.purge([vault.index.now.accounts[0]!.secretId!])
    expect(vault.state()).toMatchObject({ secrets: [rfc6238.secret] })
  })
})

describe("finding", () => {
  test.each([
    ["github", "GitHub/ada"],
    ["GITHUB", "GitHub/ada"],
    ["enterprise", "GitHub Enterprise/ada"],
    ["github ada", "GitHub/ada"],
    ["ada github", null],
    ["GitHub:ada", "GitHub/ada"],
    ["GitHub (ada)", "GitHub/ada"],
    ["  github   ENTERPRISE ", "GitHub Enterprise/ada"],
    ["strasse", "Straße/eve"],
    ["eve str", "Straße/eve"],
    ["ist", "İstanbul/eve"],
    ["solo", "/solo"],
    ["sol", "/solo"],
    ["ada", null],
    ["eve", null],
    ["nobody", undefined],
    ["github nobody", undefined],
    ["gone", undefined],
    [" ", undefined],
  ])("%j finds %j", async (query, found) => {
    const [, , , , , gone] = await enrol(
      ...["GitHub/ada", "GitHub Enterprise/ada", "Straße/eve", "İstanbul/eve", "/solo", "Gone/x"].map(
        (names) => {
          const [issuer = "", account = ""] = names.split("/")
          return entry({ issuer, account })
        },
      ),
    )
    await vault.accounts.trash([gone!])
    const outcome = await vault.accounts.find(query).then(
      ({ issuer, account }) => `${issuer}/${account}`,
      (error: unknown) => (error as AppError).data,
    )
    if (typeof found === "string") expect(outcome).toBe(found)
    else if (found === null) expect(outcome).toMatchObject({ kind: "ambiguous", what: "account", query })
    else expect(outcome).toEqual({ kind: "not-found", what: "account", query })
  })

  it("by id finds the very one; several hits are named, told apart where they have one name", async () => {
    const ids = await enrol(
      entry({ issuer: "A", account: "x" }),
      entry({ issuer: "A", account: "x" }),
      entry({ issuer: "A", account: "" }),
      entry({ issuer: "", account: "A b" }),
      entry({ issuer: "", account: "" }),
    )
    for (const id of ids) expect((await vault.accounts.find(id.toUpperCase())).id).toBe(id)
    await expect(vault.accounts.find("a")).rejects.toMatchObject({
      data: { candidates: [`A (x) ${ids[0]}`, `A (x) ${ids[1]!}`, "A"] },
    })
    await expect(vault.accounts.find("b")).resolves.toMatchObject({ account: "A b" })
  })
})
