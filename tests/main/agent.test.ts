import { describe, expect, test } from "vitest"
import { createAudit } from "../../src/core/audit/audit.ts"
import { createAnswers, type AnswersDeps } from "../../src/main/agent.ts"
import { MemoryAuditLog } from "../fakes/memory-audit-log.ts"
import { newBench } from "../support/aws-bench.ts"

const ask = { profile: "dev", by: "credential-process" } as const

type State = ReturnType<AnswersDeps["keychain"]["state"]>["state"]

async function desk() {
  const bench = await newBench({ mode: "process" })
  const { aws, index, clock, secrets } = bench
  const log = new MemoryAuditLog()
  const audit = createAudit({ log, clock, by: "window", onFailure: () => undefined })
  const door: { state: State; locked: () => boolean } = { state: "ready", locked: () => false }
  const logged: unknown[] = []
  const answers = createAnswers({
    ...{ aws, index, clock, audit },
    keychain: {
      store: secrets,
      state: () => ({ state: door.state }) as ReturnType<AnswersDeps["keychain"]["state"]>,
      isLocked: () => Promise.resolve(door.locked()),
    },
    onIssued: () => undefined,
    log: (_, cause) => logged.push(cause),
  })
  return { ...bench, answers, door, log, logged }
}

describe("what a running Keycard answers", () => {
  test("fifty at once make one request of AWS, and all get the same", async () => {
    const { answers, api } = await desk()
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => answers.answer(ask, new AbortController().signal)),
    )
    expect(replies[0]).toMatchObject({ state: "credentials" })
    for (const reply of replies) expect(reply).toEqual(replies[0])
    expect(api.calls.filter(({ action }) => action === "GetSessionToken")).toHaveLength(1)
  })

  test("what was read once is answered from memory, and noted in the log each time", async () => {
    const { answers, secrets, log } = await desk()
    await answers.answer(ask, new AbortController().signal)
    const second = await answers.answer(ask, new AbortController().signal)
    secrets.items.clear()
    expect(await answers.answer(ask, new AbortController().signal)).toEqual(second)
    const { events } = await log.read()
    const handedOut = events.filter(({ what }) => what === "handed-out")
    expect(handedOut.map(({ by, profile }) => `${by} ${profile ?? ""}`)).toEqual([
      "credential-process dev",
      "credential-process dev",
    ])
  })

  test("credentials with 15 minutes left are replaced, wherever they are remembered", async () => {
    const { answers, clock, api } = await desk()
    await answers.answer(ask, new AbortController().signal)
    const old = await answers.answer(ask, new AbortController().signal)
    if (old.state !== "credentials") throw new Error("no credentials")
    clock.set(old.credentials.expiresAtMs - 15 * 60_000 + 1)
    const reply = await answers.answer(ask, new AbortController().signal)
    if (reply.state !== "credentials") throw new Error("no credentials")
    expect(reply.credentials.expiresAtMs - clock.nowMs()).toBeGreaterThan(15 * 60_000)
    expect(api.calls.filter(({ action }) => action === "GetSessionToken")).toHaveLength(2)
  })

  test("another process's newer session is answered, not the one in memory", async () => {
    const { answers, aws, clock, profile } = await desk()
    await answers.answer(ask, new AbortController().signal)
    const before = await answers.answer(ask, new AbortController().signal)
    clock.set(clock.nowMs() + 60_000)
    await aws.refresh(profile.id, { force: true })
    const after = await answers.answer(ask, new AbortController().signal)
    expect(after).toMatchObject({ state: "credentials" })
    expect(after).not.toEqual(before)
  })

  test("a profile that was stopped is not answered from memory", async () => {
    const { answers, aws, profile, api } = await desk()
    await answers.answer(ask, new AbortController().signal)
    await answers.answer(ask, new AbortController().signal)
    await aws.stop(profile.id)
    await answers.answer(ask, new AbortController().signal)
    expect(api.calls.filter(({ action }) => action === "GetSessionToken")).toHaveLength(2)
  })

  test("while locked nothing is told, whatever is in memory, and nothing is asked", async () => {
    const { answers, door, api } = await desk()
    await answers.answer(ask, new AbortController().signal)
    const calls = api.calls.length
    door.locked = () => true
    const locked = { state: "failed", error: { kind: "locked" } }
    expect(await answers.answer(ask, new AbortController().signal)).toEqual(locked)
    expect(await answers.answer({ ...ask, profile: "nobody" }, new AbortController().signal)).toEqual(locked)
    expect(api.calls).toHaveLength(calls)
  })

  test("what was under way when the lock closed is not told", async () => {
    const { answers, door } = await desk()
    let looks = 0
    door.locked = () => ++looks > 1
    expect(await answers.answer(ask, new AbortController().signal)).toEqual({
      state: "failed",
      error: { kind: "locked" },
    })
  })

  test("locking forgets what was read", async () => {
    const { answers, secrets } = await desk()
    await answers.answer(ask, new AbortController().signal)
    await answers.answer(ask, new AbortController().signal)
    answers.forget()
    secrets.items.clear()
    expect(await answers.answer(ask, new AbortController().signal)).toMatchObject({ state: "failed" })
  })

  test("before the keychain is open, and where it failed, the command works alone", async () => {
    const { answers, door, logged } = await desk()
    for (const state of ["opening", "failed"] as const) {
      door.state = state
      expect(await answers.answer(ask, new AbortController().signal)).toEqual({ state: "alone" })
    }
    expect(logged).toEqual([])
  })

  test("a failure is told as it is; a bug is logged, and the command works alone", async () => {
    const { answers, index, logged } = await desk()
    expect(await answers.answer({ ...ask, profile: "nobody" }, new AbortController().signal)).toEqual({
      state: "failed",
      error: { kind: "not-found", what: "profile", query: "nobody" },
    })
    index.read = () => Promise.reject(new Error("a bug"))
    expect(await answers.answer(ask, new AbortController().signal)).toEqual({ state: "alone" })
    expect(logged).toHaveLength(1)
  })
})
