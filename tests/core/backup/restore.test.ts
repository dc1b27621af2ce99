import { describe, expect, test } from "vitest"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { loadKey } from "../../../src/core/aws/secret-items.ts"
import type { BackupContent } from "../../../src/core/backup/content.ts"
import type { RestoreChoice, RestorePreview } from "../../../src/core/backup/service.ts"
import { FailureScript } from "../../fakes/failure-script.ts"
import { AppError } from "../../../src/core/errors.ts"
import {
  backupOf,
  type Bench,
  emptyBench,
  entries,
  fullBench,
  KEPT_LINK,
  longTerm,
  PASSPHRASE,
} from "./bench.ts"

const everything = ({ content }: RestorePreview): RestoreChoice => ({
  accounts: content.accounts.map((_, place) => place),
  kept: content.kept.map((_, place) => place),
  keys: content.awsKeys.map((_, place) => place),
  profiles: content.awsProfiles.map((_, place) => place),
  settings: true,
})
const nothing: RestoreChoice = { accounts: [], kept: [], keys: [], profiles: [], settings: false }

async function contentOf(bench: Bench): Promise<BackupContent> {
  return bench.backups.open(await backupOf(bench), PASSPHRASE)
}

/** Restores all of it. */
async function restoreAll({ backups }: Bench, content: BackupContent) {
  const preview = await backups.preview(content)
  return backups.restore(preview.content, everything(preview))
}

const codesAt = async (bench: Bench): Promise<string[]> => {
  const accounts = createAccounts(bench.deps)
  const ids = (await accounts.list({ trash: true })).map(({ id }) => id)
  return (await accounts.codes(ids, 59_000)).codes.map(({ code }) => code)
}

test("on an empty computer everything comes back: codes, tags, notes, pins, the trash, keys, profiles, settings", async () => {
  const here = await fullBench()
  const there = emptyBench()
  const restored = await restoreAll(there, await contentOf(here))
  expect(restored).toMatchObject({ accounts: 5, kept: 1 })
  const [before, after] = [here.deps.index.now, there.deps.index.now]
  const bare = (vault: typeof before) => vault.accounts.map(({ secretId: _, ...account }) => account)
  expect(bare(after)).toEqual(bare(before))
  expect(after.accounts[0]).toMatchObject({ tags: ["work"], note: "spare phone", pinned: true })
  expect(after.accounts[4]).toMatchObject({ type: "hotp", counter: 7 })
  expect(after.accounts[4]?.trashedAtMs).not.toBeNull()
  expect(after.settings).toEqual(before.settings)
  expect(after.awsKeys[0]).toMatchObject({ name: "work", otpAccountId: after.accounts[1]?.id })
  expect(after.awsProfiles[0]).toMatchObject({ name: "dev", keyId: after.awsKeys[0]?.id })
  expect(await loadKey(there.deps.secrets, after.awsKeys[0]!)).toEqual(longTerm)
  expect(await there.deps.secrets.get(`kept/${after.kept[0]!.id}`)).toBe(KEPT_LINK)
  expect(await codesAt(there)).toEqual(await codesAt(here))
  expect(await codesAt(there)).toHaveLength(4)
})

test("restored twice, or where it was made, nothing comes in a second time", async () => {
  const here = await fullBench()
  const content = await contentOf(here)
  const there = emptyBench()
  await restoreAll(there, content)
  for (const bench of [here, there]) {
    const before = bench.deps.index.now
    const items = new Map(bench.deps.secrets.items)
    const preview = await bench.backups.preview(content)
    const rows = [...preview.accounts, ...preview.kept, ...preview.keys, ...preview.profiles]
    expect(rows.map(({ likeness }) => likeness)).toEqual(rows.map(() => "duplicate"))
    await restoreAll(bench, content)
    expect({ ...bench.deps.index.now, generation: 0 }).toEqual({ ...before, generation: 0 })
    expect(bench.deps.secrets.items).toEqual(items)
  }
})

test("an account of the same name with another secret stays, the other comes beside it", async () => {
  const content = await contentOf(await fullBench())
  const there = emptyBench()
  await createAccounts(there.deps).enrol([{ entry: { ...entries[0]!, secret: "MFRGGZDFMZTWQ2LKMFRGGZDF" } }])
  const preview = await there.backups.preview(content)
  expect(preview.accounts[0]).toEqual({ likeness: "conflict", of: null })
  await there.backups.restore(content, { ...nothing, accounts: [0] })
  expect(there.deps.index.now.accounts.map(({ issuer }) => issuer)).toEqual(["GitHub", "GitHub"])
  expect(new Set(await codesAt(there)).size).toBe(2)
})

test("an id that is taken here gets another, and what refers to it follows", async () => {
  const here = await fullBench()
  const content = await contentOf(here)
  const device = here.deps.index.now.accounts[1]!
  // The same account was given another secret since.
  await createAccounts(here.deps).enrol([
    { entry: { ...entries[1]!, secret: "MFRGGZDFMZTWQ2LKMFRGGZDF" }, replaces: device.id },
  ])
  await here.deps.index.update((vault) => ({ ...vault, awsKeys: [], awsProfiles: [] }))
  await here.backups.restore(content, { ...nothing, profiles: [0] })
  const after = here.deps.index.now
  const added = after.accounts.at(-1)!
  expect(added.id).not.toBe(device.id)
  expect(after.awsKeys[0]?.otpAccountId).toBe(added.id)
})

test("a profile brings its key and the key's device along, and no more", async () => {
  const content = await contentOf(await fullBench())
  const there = emptyBench()
  await there.backups.restore(content, { ...nothing, profiles: [0] })
  const { accounts, awsKeys, awsProfiles, settings } = there.deps.index.now
  expect(accounts.map(({ issuer }) => issuer)).toEqual(["Amazon Web Services"])
  expect([awsKeys.length, awsProfiles.length]).toEqual([1, 1])
  expect(settings.theme).toBe("system")
})

test("another key of the same name gets a number, another profile of the same name is refused", async () => {
  const content = await contentOf(await fullBench())
  const there = emptyBench()
  await restoreAll(there, content)
  const other = structuredClone(content)
  Object.assign(other.awsKeys[0]!, { secretAccessKey: "another0secret0access0key0of0forty0chars" })
  const preview = await there.backups.preview(other)
  expect(preview.keys).toEqual([{ likeness: "conflict", of: null }])
  expect(preview.profiles).toEqual([{ likeness: "conflict" }])
  await there.backups.restore(other, { ...nothing, keys: [0] })
  expect(there.deps.index.now.awsKeys.map(({ name }) => name)).toEqual(["work", "work 2"])
  const before = there.deps.index.now
  await expect(there.backups.restore(other, { ...nothing, profiles: [0] })).rejects.toMatchObject({
    data: { kind: "already-exists", what: "profile", name: "dev" },
  })
  expect(there.deps.index.now).toEqual(before)
})

test("what a person could not have typed is left out and named", async () => {
  const content = await contentOf(await fullBench())
  Object.assign(content.awsKeys[0]!, { endpoint: "http://evil.example/" })
  Object.assign(content.awsProfiles[0]!, { name: "a]\n[b" })
  Object.assign(content.accounts[0]!, { secret: "1", issuer: "Broken" })
  Object.assign(content.kept[0]!, { uri: "motp://a\nb" })
  const preview = await emptyBench().backups.preview(content)
  expect(preview.content.missing).toEqual(["Broken: maria", "Old: token", "work", "a]\n[b"])
  expect(preview.content.accounts).toHaveLength(4)
})

describe("all or nothing", () => {
  test.each(["before", "after"] as const)("whichever call fails, %s it did its work", async (strikes) => {
    const content = await contentOf(await fullBench())
    const outcomes = new Set<string>()
    for (let number = 1; number < 40; number++) {
      const script = new FailureScript()
      const there = emptyBench("there", undefined, script)
      const before = there.deps.index.now
      const preview = await there.backups.preview(content)
      const made = script.calls.length
      const error = new AppError({ kind: "keychain", problem: "broken", backend: "os" })
      script.failCall(made + number, error, strikes)
      const failed = await there.backups.restore(preview.content, everything(preview)).then(
        () => false,
        () => true,
      )
      script.clear()
      const { accounts, awsKeys, awsProfiles, kept } = there.deps.index.now
      const items = there.deps.secrets.items.size
      if (awsProfiles.length === 0) {
        expect(failed).toBe(true)
        expect(there.deps.index.now).toEqual(before)
        // The deletion of one item may be what failed: an item too many harms nobody.
        expect(items).toBeLessThanOrEqual(1)
      } else {
        expect([accounts.length, kept.length, awsKeys.length, awsProfiles.length, items]).toEqual([
          5, 1, 1, 1, 7,
        ])
        expect(await codesAt(there)).toHaveLength(4)
      }
      outcomes.add(awsProfiles.length === 0 ? "nothing" : "all")
    }
    expect([...outcomes].sort()).toEqual(["all", "nothing"])
  })

  test("a place that is none is refused before anything is written", async () => {
    const content = await contentOf(await fullBench())
    const there = emptyBench()
    await expect(there.backups.restore(content, { ...nothing, accounts: [99] })).rejects.toMatchObject({
      data: { kind: "invalid-request" },
    })
    expect(there.deps.secrets.items.size).toBe(0)
  })

  test("into the other keychain than the vault's: refused", async () => {
    const content = await contentOf(await fullBench())
    const there = emptyBench()
    await there.deps.index.update((vault) => ({ ...vault, backend: "file" }))
    await expect(there.backups.restore(content, { ...nothing, accounts: [0] })).rejects.toMatchObject({
      data: { kind: "keychain", problem: "missing" },
    })
    expect(there.deps.secrets.items.size).toBe(0)
  })
})
