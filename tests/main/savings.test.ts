import { expect, it } from "vitest"
import { createSavings } from "../../src/main/savings.ts"
import { vaultOf } from "../core/accounts/vault-of.ts"
import { entry } from "../core/otp/entries.ts"

function setUp() {
  const vault = vaultOf()
  const told: { done: number; total: number }[] = []
  let nowMs = 0
  const savings = createSavings({
    accounts: vault.accounts,
    uuid: () => vault.random.uuid(),
    nowMs: () => (nowMs += 20),
    onProgress: ({ done, total }) => told.push({ done, total }),
  })
  const choices = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ entry: entry({ account: `a${place}` }) }))
  return { ...vault, savings, told, choices }
}

it("tells how far a saving is, not for each entry, and always its end", async () => {
  const { savings, told, choices } = setUp()
  await savings.save("draft", choices(100), [])
  expect(told.length).toBeLessThan(60)
  expect(told.at(-1)).toEqual({ done: 100, total: 100 })
})

it("stops when it is told to, and keeps nothing then", async () => {
  const { savings, choices, index, store } = setUp()
  const saving = savings.save("draft", choices(100), [])
  savings.cancel("another")
  savings.cancel("draft")
  await expect(saving).rejects.toMatchObject({ data: { kind: "cancelled" } })
  expect(index.now.accounts).toEqual([])
  expect(store.items.size).toBe(0)
  // The draft is there still, and can be saved.
  expect((await savings.save("draft", choices(2), [])).batch.accounts).toHaveLength(2)
})

it("keeps a draft once, however often it is asked to at the same time", async () => {
  const { savings, choices, index } = setUp()
  const first = savings.save("draft", choices(2), [])
  await expect(savings.save("draft", choices(2), [])).rejects.toMatchObject({
    data: { kind: "invalid-request" },
  })
  await first
  expect(index.now.accounts).toHaveLength(2)
})

it("undoes each saving once, the last eight of them", async () => {
  const { savings, choices, index } = setUp()
  const ids: string[] = []
  for (let round = 0; round < 9; round++) ids.push((await savings.save("draft", choices(1), [])).batchId)
  await expect(savings.undo(ids[0]!)).rejects.toMatchObject({ data: { kind: "not-found" } })
  for (const id of ids.slice(1)) expect(await savings.undo(id)).toEqual({ removed: 1, restored: 0 })
  await expect(savings.undo(ids[1]!)).rejects.toMatchObject({ data: { kind: "not-found" } })
  expect(index.now.accounts).toHaveLength(1)
})

it("can be undone again when the keychain failed on the way", async () => {
  const { savings, choices, index, store } = setUp()
  const { batchId } = await savings.save("draft", choices(2), [])
  store.close("locked")
  await expect(savings.undo(batchId)).rejects.toMatchObject({ data: { problem: "locked" } })
  store.reopen()
  await savings.undo(batchId)
  expect(index.now.accounts).toEqual([])
  expect(store.items.size).toBe(0)
})

it("stops and forgets everything when Keycard locks", async () => {
  const { savings, choices, index } = setUp()
  const kept = await savings.save("first", choices(1), [])
  const saving = savings.save("second", choices(100), [])
  savings.forget()
  await expect(saving).rejects.toMatchObject({ data: { kind: "cancelled" } })
  expect(index.now.accounts).toHaveLength(1)
  await expect(savings.undo(kept.batchId)).rejects.toMatchObject({ data: { kind: "not-found" } })
})
