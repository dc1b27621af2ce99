import { expect, test } from "vitest"
import { contentDigest } from "../../src/core/backup/collect.ts"
import type { SavedBackup } from "../../src/core/backup/service.ts"
import { emptyVault } from "../../src/core/vault/schema.ts"
import { createAutoBackup } from "../../src/main/auto-backup.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { ManualTimers } from "./manual-timers.ts"
import { keyRow } from "../support/vault-rows.ts"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const saved: SavedBackup = {
  path: "/b/x",
  accounts: 1,
  keys: 0,
  missing: [],
  withoutPicture: [],
  removed: [],
}
const key = keyRow()

/** Automatic backups that are turned on, with one thing to lose. */
function setUp(options: { fails?: boolean } = {}) {
  const timers = new ManualTimers(Date.UTC(2026, 2, 1))
  const empty = emptyVault()
  const automatic = { enabled: true, folder: "/b", keep: 3, keyId: key.id }
  const index = new InMemoryVaultIndex({
    vault: { ...empty, awsKeys: [key], backup: { ...empty.backup, automatic } },
  })
  const made: number[] = []
  const state = { ready: true, fails: options.fails === true }
  const auto = createAutoBackup({
    index,
    timers,
    ready: () => state.ready,
    onChanged: () => undefined,
    log: () => undefined,
    backups: {
      async automatic() {
        made.push(timers.nowMs())
        const atMs = timers.nowMs()
        await index.update((vault) => {
          const { lastFailure } = vault.backup
          const times = (lastFailure?.times ?? 0) + 1
          const how = state.fails
            ? { lastFailure: { atMs, problem: "full" as const, path: "/b", times } }
            : { lastSuccess: { atMs, path: "/b/x" }, lastFailure: null, lastDigest: contentDigest(vault) }
          return { ...vault, backup: { ...vault.backup, ...how } }
        })
        if (state.fails) throw new Error("full")
        return saved
      },
    },
  })
  const rename = (name: string) =>
    index.update((vault) => ({ ...vault, awsKeys: vault.awsKeys.map((each) => ({ ...each, name })) }))
  return { timers, index, made, state, auto, rename }
}

test("one soon after the start, then none until something changes, and one a day", async () => {
  const { timers, made, auto, rename } = setUp()
  auto.start()
  await timers.pass(MINUTE)
  expect(made).toHaveLength(1)
  await timers.pass(60 * MINUTE)
  expect(made).toHaveLength(1)
  await rename("other")
  await timers.pass(2 * MINUTE)
  expect(made).toHaveLength(2)
  await timers.pass(DAY)
  expect(made).toHaveLength(3)
})

test("writes that change nothing of the content are no change: sessions, spent time steps, our own notes", async () => {
  const { timers, index, made, auto } = setUp()
  auto.start()
  await timers.pass(MINUTE)
  await index.update((vault) => ({ ...vault, clockOffsetMs: 5, spentSteps: { device: { steps: [1] } } }))
  await timers.pass(60 * MINUTE)
  expect(made).toHaveLength(1)
})

test("a picture that took another's place is a change, though nothing else tells of it", async () => {
  const { timers, index, made, auto } = setUp()
  auto.start()
  await timers.pass(MINUTE)
  await index.update((vault) => ({ ...vault, backup: { ...vault.backup, lastDigest: null } }))
  await timers.pass(2 * MINUTE)
  expect(made).toHaveLength(2)
  await timers.pass(60 * MINUTE)
  expect(made).toHaveLength(2)
})

test("many changes one after the other are one backup", async () => {
  const { timers, made, auto, rename } = setUp()
  auto.start()
  await timers.pass(MINUTE)
  for (let change = 0; change < 8; change++) {
    await rename(`name ${change}`)
    await timers.pass(15_000)
  }
  expect(made).toHaveLength(1)
  await timers.pass(MINUTE)
  expect(made).toHaveLength(2)
})

test("while the keychain is closed nothing is tried; once it opens, it is", async () => {
  const { timers, made, auto, state } = setUp()
  state.ready = false
  auto.start()
  await timers.pass(60 * MINUTE)
  expect(made).toEqual([])
  state.ready = true
  await timers.pass(MINUTE)
  expect(made).toHaveLength(1)
})

test("after a failure it is tried again, more and more rarely, and a success ends that", async () => {
  const { timers, made, auto, state } = setUp({ fails: true })
  auto.start()
  await timers.pass(3 * 60 * MINUTE)
  expect(made.length).toBeGreaterThanOrEqual(5)
  expect(made.length).toBeLessThanOrEqual(7)
  state.fails = false
  await timers.pass(61 * MINUTE)
  const tries = made.length
  await timers.pass(3 * 60 * MINUTE)
  expect(made).toHaveLength(tries)
})

test("turned off, or with nothing to lose, none is made; stopped, nothing is pending", async () => {
  const { timers, index, made, auto } = setUp()
  await index.update((vault) => ({ ...vault, awsKeys: [] }))
  auto.start()
  await timers.pass(DAY)
  await index.update((vault) => ({
    ...vault,
    awsKeys: [key],
    backup: { ...vault.backup, automatic: { ...vault.backup.automatic, enabled: false } },
  }))
  await timers.pass(DAY)
  expect(made).toEqual([])
  auto.stop()
  expect(timers.pending).toBe(0)
})

test("two wishes at once are one backup, and who asked hears of a failure", async () => {
  const { auto, made, state } = setUp()
  await Promise.all([auto.now(), auto.now()])
  expect(made).toHaveLength(1)
  expect(auto.busy()).toBe(false)
  state.fails = true
  await expect(auto.now()).rejects.toThrow("full")
})
