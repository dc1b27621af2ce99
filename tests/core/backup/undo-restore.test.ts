import { expect, test } from "vitest"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import type { BackupContent } from "../../../src/core/backup/content.ts"
import type { RestoreBatch } from "../../../src/core/backup/service.ts"
import { AppError } from "../../../src/core/errors.ts"
import { fixedNames } from "../../../src/core/vault/secret-names.ts"
import type { Vault } from "../../../src/core/vault/schema.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { pngOf } from "../../fakes/png.ts"
import { backupOf, type Bench, emptyBench, fullBench, NOW_MS, PASSPHRASE } from "./bench.ts"

/** All of a full backup, restored into a vault that holds one account already. */
async function restored(script = new FailureScript()): Promise<{
  bench: Bench
  before: Vault
  batch: RestoreBatch
}> {
  const here = await fullBench()
  const [first] = here.deps.index.now.accounts
  here.deps.marks.pictures.set(first!.id, pngOf(96, 96))
  await here.deps.index.update((vault) => ({
    ...vault,
    accounts: vault.accounts.map((account, place) => (place === 0 ? { ...account, mark: "own" } : account)),
  }))
  const bytes = await backupOf(here)
  const bench = emptyBench("there", undefined, script)
  await createAccounts(bench.deps).enrol([{ entry: own }])
  const content: BackupContent = await bench.backups.open(bytes, PASSPHRASE)
  const before = bench.deps.index.now
  const { batch } = await bench.backups.restore(content, {
    accounts: content.accounts.map((_, place) => place),
    ...{ kept: [0], keys: [0], profiles: [0], settings: true },
  })
  return { bench, before, batch }
}

const own = {
  ...({ type: "totp", algorithm: "SHA1", digits: 6, period: 30, counter: 0 } as const),
  ...{ issuer: "Mine", account: "", secret: "KRSXG5CTMVRXEZLUKRSXG5CT" },
}

const bare = ({ generation: _, ...vault }: Vault) => vault
const change = async ({ deps }: Bench, edit: (vault: Vault) => Partial<Vault>) => {
  await deps.index.update((vault) => ({ ...vault, ...edit(vault) }))
}

test("an undo leaves all as it was before, to the last field, item and picture", async () => {
  const { bench, before, batch } = await restored()
  expect(bench.deps.marks.pictures.size).toBe(1)
  expect(bench.deps.index.now.settings.theme).toBe("dark")
  const undone = await bench.backups.undoRestore(batch)
  expect(undone).toEqual({
    ...{ accounts: 5, kept: 1, keys: 1, profiles: 1, stayed: [] },
    settings: before.settings,
  })
  expect(bare(bench.deps.index.now)).toEqual(bare(before))
  expect([...bench.deps.secrets.items.keys()]).toEqual(fixedNames(before))
  expect(bench.deps.marks.pictures.size).toBe(0)
  expect(bench.deps.pending.notes.size).toBe(0)
  // Again: nothing happens.
  expect(await bench.backups.undoRestore(batch)).toMatchObject({ accounts: 0, keys: 0, stayed: [] })
  expect(bare(bench.deps.index.now)).toEqual(bare(before))
})

test("a copied code is no change: the account goes", async () => {
  const { bench, batch } = await restored()
  const accounts = createAccounts(bench.deps)
  await accounts.countUses(batch.accounts.map(({ id }) => ({ id, atMs: NOW_MS })))
  expect(await bench.backups.undoRestore(batch)).toMatchObject({ accounts: 5, stayed: [] })
})

test("an account that was edited since stays, with its secret, and is named; so does a counter that went on", async () => {
  const { bench, batch } = await restored()
  const accounts = createAccounts(bench.deps)
  const [first, , , , counter] = batch.accounts
  await accounts.edit(first!.id, { note: "the new phone" })
  await accounts.restore([counter!.id])
  await accounts.nextHotp(counter!.id)
  const undone = await bench.backups.undoRestore(batch)
  expect(undone).toMatchObject({ accounts: 3, stayed: ["GitHub: maria", "Counter: token"] })
  const { accounts: left } = bench.deps.index.now
  expect(left.map(({ issuer }) => issuer)).toEqual(["Mine", "GitHub", "Counter"])
  expect((await accounts.codes([first!.id], NOW_MS)).failures).toEqual([])
  expect(bench.deps.marks.pictures.has(first!.id)).toBe(true)
})

test("a profile in session stays, with the key and the device it needs", async () => {
  const { bench, batch } = await restored()
  const [profile] = batch.profiles
  await change(bench, () => ({
    awsSessions: [
      {
        profileId: profile!.id,
        ...{ issuedAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000, accountId: null, arn: null, written: true },
      },
    ],
  }))
  const undone = await bench.backups.undoRestore(batch)
  expect(undone).toMatchObject({ accounts: 4, keys: 0, profiles: 0 })
  expect(undone.stayed).toEqual(["dev", "work", "Amazon Web Services: maria@123456789012"])
  const { awsKeys, accounts } = bench.deps.index.now
  expect(accounts.map(({ id }) => id)).toContain(awsKeys[0]?.otpAccountId)
  for (const name of fixedNames(bench.deps.index.now))
    expect(await bench.deps.secrets.get(name), name).not.toBeNull()
})

test("a key that another profile took up since stays", async () => {
  const { bench, batch } = await restored()
  const [profile] = batch.profiles
  const id = bench.deps.random.uuid()
  await change(bench, ({ awsProfiles }) => ({
    awsProfiles: [...awsProfiles, { ...profile!, id, name: "ours" }],
  }))
  expect(await bench.backups.undoRestore(batch)).toMatchObject({ keys: 0, profiles: 1 })
  expect(bench.deps.index.now.awsProfiles.map(({ name }) => name)).toEqual(["ours"])
  expect(bench.deps.index.now.awsKeys).toHaveLength(1)
})

test("a setting that was set to something else since stays, the others come back", async () => {
  const { bench, before, batch } = await restored()
  await change(bench, ({ settings }) => ({ settings: { ...settings, theme: "light" } }))
  const { settings } = await bench.backups.undoRestore(batch)
  expect(settings).toEqual({ ...before.settings, theme: "light" })
  expect(bench.deps.index.now.settings).toEqual(settings)
})

test("an account that was purged since does not matter", async () => {
  const { bench, batch } = await restored()
  const accounts = createAccounts(bench.deps)
  await accounts.purge([batch.accounts[0]!.id])
  expect(bench.deps.marks.pictures.size).toBe(0)
  expect(await bench.backups.undoRestore(batch)).toMatchObject({ accounts: 4, stayed: [] })
})

test("whichever step of an undo fails, and all after it, nothing the index names is gone, and it can be repeated", async () => {
  const disk = new AppError({ kind: "file", problem: "full", path: "x" })
  let failures = 0
  for (let step = 0; step < 12; step++) {
    const script = new FailureScript()
    const { bench, before, batch } = await restored(script)
    const made = script.calls.length
    for (let number = made + step + 1; number < made + 40; number++) script.failCall(number, disk)
    await bench.backups.undoRestore(batch).catch(() => (failures += 1))
    script.clear()
    for (const name of fixedNames(bench.deps.index.now))
      expect(bench.deps.secrets.items.has(name), `step ${step}: ${name}`).toBe(true)
    await bench.backups.undoRestore(batch)
    expect(bare(bench.deps.index.now)).toEqual(bare(before))
    expect([...bench.deps.secrets.items.keys()]).toEqual(fixedNames(before))
  }
  expect(failures).toBeGreaterThan(6)
  expect(failures).toBeLessThan(12)
})
