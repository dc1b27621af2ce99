import { beforeEach, describe, expect, it } from "vitest"
import { writeSecretItem } from "../../../src/core/accounts/secret-item.ts"
import { AppError } from "../../../src/core/errors.ts"
import { hotpCode } from "../../../src/core/otp/codes.ts"
import { RFC4226_VECTORS } from "../../vectors/rfc4226.ts"
import { entry } from "../otp/entries.ts"
import { rfc4226, vaultOf } from "./vault-of.ts"

const disk = new AppError({ kind: "file", problem: "full", path: "vault.json" })

let vault: ReturnType<typeof vaultOf>
beforeEach(() => (vault = vaultOf()))

describe("counters", () => {
  it("give the codes of RFC 4226 one after the other, each saved before it is shown", async () => {
    const [id] = await vault.enrol(rfc4226)
    for (const [counter, , code] of RFC4226_VECTORS) {
      expect(await vault.accounts.nextHotp(id)).toEqual({ code, counter })
      expect(vault.index.now.accounts[0]?.counter).toBe(counter + 1)
    }
  })

  it("never give a code whose counter was not saved", async () => {
    const [id] = await vault.enrol(rfc4226)
    vault.script.failMatching("update", disk, { times: 1 })
    await expect(vault.accounts.nextHotp(id)).rejects.toBe(disk)
    vault.script.failMatching("update", disk, { times: 1, strikes: "after" })
    await expect(vault.accounts.nextHotp(id)).rejects.toBe(disk)
    expect(await vault.accounts.nextHotp(id)).toEqual({ code: "287082", counter: 1 })
  })

  it("are not spent when the keychain does not answer", async () => {
    const [id] = await vault.enrol(rfc4226)
    vault.store.close("cancelled")
    await expect(vault.accounts.nextHotp(id)).rejects.toMatchObject({ data: { problem: "cancelled" } })
    expect(vault.index.now.accounts[0]?.counter).toBe(0)
  })

  it("are given once each when two ask at the same moment, in one process or in two", async () => {
    const [id] = await vault.enrol(rfc4226)
    vault.index.anotherWriterIsFaster((now) => ({
      ...now,
      accounts: now.accounts.map((account) => ({ ...account, counter: account.counter + 1 })),
    }))
    const asked = await Promise.all([1, 2, 3].map(() => vault.accounts.nextHotp(id)))
    expect(asked.map(({ counter }) => counter).sort()).toEqual([1, 2, 3])
    for (const { code, counter } of asked) expect(code).toBe(hotpCode(rfc4226, counter))
  })

  it("belong to the secret they are used with, also when that changes in between", async () => {
    const [id] = await vault.enrol(rfc4226)
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
    const [id] = await vault.enrol({ ...rfc4226, counter: Number.MAX_SAFE_INTEGER })
    await expect(vault.accounts.nextHotp(id)).rejects.toMatchObject({ data: { part: "counter" } })
    expect(vault.index.now.accounts[0]?.counter).toBe(Number.MAX_SAFE_INTEGER)
  })

  it("are for HOTP accounts that are there", async () => {
    const [totp, hotp] = await vault.enrol(entry(), rfc4226)
    await vault.accounts.trash([hotp!])
    await expect(vault.accounts.nextHotp(totp)).rejects.toMatchObject({ data: { kind: "invalid-request" } })
    await expect(vault.accounts.nextHotp(hotp!)).rejects.toMatchObject({ data: { kind: "not-found" } })
  })
})
