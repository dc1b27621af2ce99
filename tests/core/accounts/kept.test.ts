import { beforeEach, expect, test } from "vitest"
import type { Kept } from "../../../src/core/vault/schema.ts"
import { vaultOf } from "./vault-of.ts"

const LINK = "motp://Intranet:maria?secret=e3152afee62599c8&pin=1234"

let vault: ReturnType<typeof vaultOf>
let kept: Kept
beforeEach(async () => {
  vault = vaultOf()
  const id = vault.random.uuid()
  kept = { id, issuer: "Intranet", account: "maria", what: "mOTP", from: "Aegis", createdAtMs: 1 }
  await vault.store.set(`kept/${id}`, LINK)
  await vault.index.update((now) => ({ ...now, kept: [kept] }))
})

test("what cannot be computed is listed without its link, and read for an export", async () => {
  expect(await vault.accounts.kept()).toEqual([kept])
  expect(await vault.accounts.readKept(kept.id)).toBe(LINK)
})

test("one that is not there, and one whose item is gone, are told apart", async () => {
  await expect(vault.accounts.readKept(vault.random.uuid())).rejects.toMatchObject({
    data: { kind: "not-found" },
  })
  vault.store.items.clear()
  await expect(vault.accounts.readKept(kept.id)).rejects.toMatchObject({
    data: { kind: "secret-missing", name: "Intranet (maria)" },
  })
})

test("removing takes both parts away, and can be repeated after the keychain failed", async () => {
  vault.store.close("locked")
  await expect(vault.accounts.removeKept([kept.id])).rejects.toMatchObject({ data: { problem: "locked" } })
  expect(await vault.accounts.kept()).toEqual([])
  vault.store.reopen()
  await vault.accounts.removeKept([kept.id])
  expect(vault.store.items.size).toBe(0)
})
