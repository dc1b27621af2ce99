import { beforeEach, describe, expect, it, test } from "vitest"
import type { EnrolChoice, KeptChoice } from "../../../src/core/accounts/service.ts"
import { AppError } from "../../../src/core/errors.ts"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"
import { keyRow } from "../../support/vault-rows.ts"

const OLD = entry({ secret: "GEZDGNBVGY3TQOJQ" })
const NEW = entry({ secret: "KRUGKIDROVUWG2ZA", digits: 8, account: "new" })
const OTHER = entry({ secret: "MJZG653OEBTG66BA", issuer: "GitLab", type: "hotp", counter: 5 })
const MOTP: KeptChoice = {
  issuer: "Intranet",
  account: "maria",
  what: "mOTP",
  from: "Aegis",
  uri: "motp://Intranet:maria?secret=e3152afee62599c8&pin=1234",
}
const disk = new AppError({ kind: "file", problem: "full", path: "vault.json" })

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

/** Everything that is kept, as one value to compare. */
function all({ index, store }: Pick<ReturnType<typeof vaultOf>, "index" | "store">) {
  const { accounts, kept } = index.now
  return { accounts, kept, items: Object.fromEntries(store.items) }
}

async function startedWith(first = OLD) {
  const [account] = await vault.accounts.enrol([{ entry: { ...first, tags: ["t"], note: "n" } }])
  return account!
}

describe("a batch", () => {
  it("brings pins and what lay in the trash, and entries that cannot be computed", async () => {
    const entries = [
      { ...NEW, pinned: true },
      { ...OTHER, trashed: true },
    ].map((made) => ({ entry: made }))
    const batch = await vault.accounts.enrolBatch(entries, { kept: [MOTP] })
    expect(vault.index.now.accounts).toMatchObject([
      { account: "new", pinned: true, trashedAtMs: null },
      { issuer: "GitLab", pinned: false, trashedAtMs: 59_000, counter: 5 },
    ])
    const { uri, ...shown } = MOTP
    expect(vault.index.now.kept).toEqual([{ ...shown, id: batch.kept[0]!.id, createdAtMs: 59_000 }])
    expect(await vault.accounts.readKept(batch.kept[0]!.id)).toBe(uri)
    expect(JSON.stringify(vault.index.now)).not.toContain("e3152afee62599c8")
    expect(JSON.stringify(batch)).not.toContain("e3152afee62599c8")
    expect(JSON.stringify(batch)).not.toContain(NEW.secret)
  })

  it("of kept entries alone is one too; the same link is kept once", async () => {
    await vault.accounts.enrolBatch([], { kept: [MOTP, { ...MOTP, account: "again" }] })
    expect((await vault.accounts.enrolBatch([], { kept: [MOTP] })).kept).toEqual([])
    expect(vault.index.now.kept).toHaveLength(1)
    expect(vault.store.items.size).toBe(1)
  })

  it("says after each item how many are kept", async () => {
    const seen: string[] = []
    const onProgress = (done: number, total: number) => seen.push(`${done}/${total}`)
    await vault.accounts.enrolBatch([{ entry: NEW }, { entry: OTHER }], { kept: [MOTP], onProgress })
    expect(seen).toEqual(["1/3", "2/3", "3/3"])
  })

  it("that replaces puts what was there into the trash, with its secret", async () => {
    const first = await startedWith()
    await vault.accounts.enrolBatch([{ entry: NEW, replaces: first.id }])
    const [now, aside] = vault.index.now.accounts
    expect(now).toMatchObject({ id: first.id, account: "new", digits: 8, tags: ["t"], trashedAtMs: null })
    expect(aside).toMatchObject({ account: OLD.account, digits: 6, trashedAtMs: 59_000 })
    expect(vault.state()).toMatchObject({ secrets: [NEW.secret, OLD.secret], unused: [] })
    await vault.accounts.restore([aside!.id])
    expect((await vault.accounts.codes([aside!.id])).failures).toEqual([])
    await vault.accounts.purge([first.id])
    expect(vault.state()).toMatchObject({ secrets: [OLD.secret], unused: [] })
  })

  it("that is stopped leaves all as it was", async () => {
    const first = await startedWith()
    const before = all(vault)
    for (const stopAfter of [0, 1, 2, 3]) {
      const abort = new AbortController()
      const onProgress = (done: number) => {
        if (done === stopAfter) abort.abort()
      }
      if (stopAfter === 0) abort.abort()
      const choices = [{ entry: NEW, replaces: first.id }, { entry: OTHER }]
      const saving = vault.accounts.enrolBatch(choices, { kept: [MOTP], onProgress, signal: abort.signal })
      await expect(saving).rejects.toMatchObject({ data: { kind: "cancelled" } })
      expect(all(vault)).toEqual(before)
    }
  })
})

describe("undoing", () => {
  const choicesOf = (id: string): EnrolChoice[] => [{ entry: NEW, replaces: id }, { entry: OTHER }]

  it("removes what was added and restores what was replaced, to the last field and item", async () => {
    const first = await startedWith()
    const before = all(vault)
    const batch = await vault.accounts.enrolBatch(choicesOf(first.id), { kept: [MOTP] })
    expect(await vault.accounts.undoEnrol(batch)).toEqual({ removed: 2, restored: 1 })
    expect(all(vault)).toEqual(before)
    expect(await vault.accounts.undoEnrol(batch)).toEqual({ removed: 0, restored: 0 })
    expect(all(vault)).toEqual(before)
  })

  it("brings back an account that had been replaced before, and one that lay in the trash", async () => {
    const first = await startedWith()
    await vault.accounts.enrolBatch([{ entry: NEW, replaces: first.id }])
    await vault.accounts.trash([first.id])
    const before = all(vault)
    const batch = await vault.accounts.enrolBatch([{ entry: OTHER, replaces: first.id }])
    expect(vault.index.now.accounts[0]).toMatchObject({ type: "hotp", trashedAtMs: null })
    await vault.accounts.undoEnrol(batch)
    expect(all(vault)).toEqual(before)
  })

  it("leaves alone what else came and changed since, and unlinks keys from what goes", async () => {
    const first = await startedWith()
    const batch = await vault.accounts.enrolBatch(choicesOf(first.id))
    await vault.accounts.edit(first.id, { pinned: true, tags: ["mine"], note: "" })
    const [later] = await vault.accounts.enrol([{ entry: entry({ account: "later" }) }])
    const linked = keyRow({ otpAccountId: batch.accounts[1]!.id })
    await vault.index.update((now) => ({ ...now, awsKeys: [linked] }))
    await vault.accounts.undoEnrol(batch)
    expect(vault.index.now.accounts).toEqual([{ ...first, pinned: true, tags: ["mine"], note: "" }, later])
    expect(vault.index.now.awsKeys).toEqual([{ ...linked, otpAccountId: null }])
    expect(vault.state().unused).toEqual([])
  })

  it("never takes an account's last secret: not where the trash was emptied, nor where it was replaced again", async () => {
    const first = await startedWith()
    const batch = await vault.accounts.enrolBatch(choicesOf(first.id))
    await vault.accounts.purge([batch.replaced[0]!.asideId])
    const added = batch.accounts[1]!
    await vault.accounts.enrolBatch([{ entry: entry({ account: "third" }), replaces: added.id }])
    expect(await vault.accounts.undoEnrol(batch)).toEqual({ removed: 0, restored: 0 })
    expect(vault.state().secrets).not.toContain(null)
    expect(vault.state().unused).toEqual([])
    expect(vault.index.now.accounts.map(({ account }) => account)).toEqual(["new", "third", OTHER.account])
  })

  test.each([1, 2, 3, 4, 5])(
    "when step %i and all after it fail, no account loses its secret, and it can be repeated",
    async (step) => {
      const first = await startedWith()
      const before = all(vault)
      const batch = await vault.accounts.enrolBatch(choicesOf(first.id), { kept: [MOTP] })
      const start = vault.script.calls.length
      for (let call = step; call <= 10; call++) vault.script.failCall(start + call, disk)
      const ended = await vault.accounts.undoEnrol(batch).catch((error: unknown) => error)
      // Steps: the index, then three items.
      if (step <= 4) expect(ended).toBe(disk)
      else expect(ended).toEqual({ removed: 2, restored: 1 })
      expect(vault.state().secrets).not.toContain(null)
      vault.script.clear()
      await vault.accounts.undoEnrol(batch)
      expect(all(vault)).toEqual(before)
    },
  )
})
