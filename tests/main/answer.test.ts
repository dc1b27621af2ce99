import { describe, expect, it } from "vitest"
import { AppError } from "../../src/core/errors.ts"
import { answer } from "../../src/main/ipc/answer.ts"
import { createBroadcast } from "../../src/main/ipc/broadcast.ts"
import { requestChannels } from "../../src/shared/ipc/channels.ts"
import type { Response } from "../../src/shared/ipc/contract.ts"
import type { AccountView } from "../../src/shared/ipc/views.ts"

const id = "00000000-0000-4000-8000-00000000000a"
const seed = "JBSWY3DPEHPK3PXP"
const quiet = () => undefined

describe("an answer to the page", () => {
  it("carries what the handler returned", async () => {
    const run = () => Promise.resolve({ code: "492039", counter: 4 })
    expect(await answer("codes:next-hotp", { id }, run, quiet)).toEqual({
      ok: true,
      value: { code: "492039", counter: 4 },
    })
  })

  it.each([
    undefined,
    null,
    7,
    "x",
    [],
    { id: 1 },
    { id, extra: true },
    { id: "not-a-uuid" },
    new Proxy({}, {}),
  ])("refuses a request that does not fit the contract, before the handler runs: %o", async (request) => {
    let ran = false
    const run = () => {
      ran = true
      return Promise.resolve({ code: "492039", counter: 4 })
    }
    expect(await answer("codes:next-hotp", request, run, quiet)).toEqual({
      ok: false,
      error: { kind: "invalid-request" },
    })
    expect(ran).toBe(false)
  })

  it("survives a request whose fields throw when they are read", async () => {
    const hostile = Object.defineProperty({}, "id", {
      enumerable: true,
      get() {
        throw new Error("read")
      },
    })
    const reply = await answer("codes:next-hotp", hostile, () => Promise.reject(new Error("ran")), quiet)
    expect(reply.ok).toBe(false)
  })

  it("does not let a seed cross that a handler put into its response", async () => {
    const logged: unknown[] = []
    const run = () =>
      Promise.resolve({ code: "492039", counter: 4, secret: seed } as Response<"codes:next-hotp">)
    const reply = await answer("codes:next-hotp", { id }, run, (_message, cause) => logged.push(cause))
    expect(reply).toEqual({ ok: false, error: { kind: "unexpected" } })
    expect(logged).toHaveLength(1)
  })

  it("does not let a seed cross in the place of a code", async () => {
    const run = () => Promise.resolve({ code: seed, counter: 4 })
    const reply = await answer("codes:next-hotp", { id }, run, quiet)
    expect(JSON.stringify(reply)).not.toContain(seed)
  })

  it("carries an AppError's data and leaves its cause in the log", async () => {
    const cause = new Error(`cannot parse ${seed}`)
    const logged: unknown[] = []
    const run = () =>
      Promise.reject(new AppError({ kind: "keychain", problem: "locked", backend: "os" }, { cause }))
    const reply = await answer("codes:next-hotp", { id }, run, (_message, failure) => logged.push(failure))
    expect(reply).toEqual({ ok: false, error: { kind: "keychain", problem: "locked", backend: "os" } })
    expect((logged[0] as Error).cause).toBe(cause)
  })

  it("says of a bug that it was unexpected, and nothing more", async () => {
    const run = () => Promise.reject(new TypeError(`x is not a function: ${seed}`))
    expect(await answer("codes:next-hotp", { id }, run, quiet)).toEqual({
      ok: false,
      error: { kind: "unexpected" },
    })
  })

  it.each(requestChannels)("to a field that %s does not know is a refusal", async (name) => {
    let ran = false
    const run = () => {
      ran = true
      return Promise.reject(new Error("ran"))
    }
    expect(await answer(name, { unknownField: 1 }, run, quiet)).toEqual({
      ok: false,
      error: { kind: "invalid-request" },
    })
    expect(ran).toBe(false)
  })
})

describe("the list of accounts", () => {
  const account: AccountView = {
    id,
    issuer: "Größe \u2028 \ud83d\ude00",
    account: 'a"b',
    type: "totp",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    tags: ["one", "two"],
    pinned: false,
    note: "",
    mark: "",
    uses: 0,
    usedAtMs: null,
    trashedAtMs: 1_700_000_000_000,
  }

  it("crosses as one text that is the list", async () => {
    const reply = await answer("accounts:list", {}, () => Promise.resolve([account]), quiet)
    expect(reply.ok && "json" in reply && JSON.parse(reply.json)).toEqual([account])
  })

  it("does not cross with a field more than the contract has", async () => {
    const run = () => Promise.resolve([{ ...account, secret: seed } as AccountView])
    expect(await answer("accounts:list", {}, run, quiet)).toEqual({
      ok: false,
      error: { kind: "unexpected" },
    })
  })
})

describe("an event to the page", () => {
  it("is sent when it fits the contract, and kept back when it carries more", () => {
    const sent: unknown[] = []
    const errors: string[] = []
    const log = { info: quiet, warn: quiet, error: (message: string) => void errors.push(message) }
    const broadcast = createBroadcast((name, payload) => sent.push([name, payload]), log)
    broadcast("clipboard:cleared", {})
    broadcast("clipboard:cleared", { secret: seed } as unknown as Record<string, never>)
    expect(sent).toEqual([["clipboard:cleared", {}]])
    expect(errors).toHaveLength(1)
  })
})
