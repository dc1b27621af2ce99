import { expect, test } from "vitest"
import { createAccounts } from "../../../src/core/accounts/create-accounts.ts"
import { AppError } from "../../../src/core/errors.ts"
import { InMemoryMarkPictures } from "../../fakes/in-memory-mark-pictures.ts"
import { pngOf } from "../../fakes/png.ts"
import { entry } from "../otp/entries.ts"
import { vaultOf } from "./vault-of.ts"

function setUp() {
  const vault = vaultOf()
  const marks = new InMemoryMarkPictures()
  const { store, index, clock, random } = vault
  const accounts = createAccounts({ secrets: store, index, clock, random, marks })
  const choices = [entry({ account: "a" }), entry({ account: "b", secret: "KRSXG5CTMVRXEZLU" })]
  return { ...vault, marks, accounts, choices: choices.map((each) => ({ entry: each })) }
}

test("an undone import takes the pictures along that its accounts were given since, and no other", async () => {
  const { accounts, marks, choices } = setUp()
  const [mine] = await accounts.enrol([{ entry: entry({ account: "mine", secret: "MFRGGZDFMZTWQ2LK" }) }])
  const batch = await accounts.enrolBatch(choices)
  for (const id of [mine!.id, batch.accounts[0]!.id]) marks.pictures.set(id, pngOf(96, 96))
  await accounts.undoEnrol(batch)
  expect([...marks.pictures.keys()]).toEqual([mine!.id])
})

test("an account that the undo gives back keeps its picture", async () => {
  const { accounts, marks, choices } = setUp()
  const [mine] = await accounts.enrol(choices.slice(0, 1))
  marks.pictures.set(mine!.id, pngOf(96, 96))
  const batch = await accounts.enrolBatch([
    { entry: entry({ secret: "MFRGGZDFMZTWQ2LK" }), replaces: mine!.id },
  ])
  await accounts.undoEnrol(batch)
  expect([...marks.pictures.keys()]).toEqual([mine!.id])
})

test("emptying the trash removes pictures, also where one of them cannot be removed", async () => {
  const { accounts, marks, choices, store } = setUp()
  const enrolled = await accounts.enrol(choices)
  const ids = enrolled.map(({ id }) => id)
  for (const id of ids) marks.pictures.set(id, pngOf(96, 96))
  await accounts.purge(ids.slice(0, 1))
  expect([...marks.pictures.keys()]).toEqual(ids.slice(1))
  const denied = new AppError({ kind: "file", problem: "denied", path: "x.png" })
  marks.failure = denied
  await expect(accounts.purge(ids.slice(1))).rejects.toBe(denied)
  expect(store.items.size).toBe(0)
})
