import { describe, expect, it } from "vitest"
import type { Aws, RefreshOptions, RefreshResult } from "../../src/core/aws/service.ts"
import type { AwsSession } from "../../src/core/vault/schema.ts"
import { AppError } from "../../src/core/errors.ts"
import { createAwsDesk } from "../../src/main/aws-desk.ts"
import { awsOverview } from "../../src/shared/ipc/views.ts"
import { ManualTimers } from "./manual-timers.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"
import { keyRow, profileRow } from "../support/vault-rows.ts"

const profile = profileRow()
const key = keyRow()
const { id } = profile

function setUp() {
  const refreshes: {
    options: RefreshOptions
    done: (result: RefreshResult) => void
    fail: (e: Error) => void
  }[] = []
  const waiting: unknown[] = []
  let changed = 0
  let filesBroken = false
  let session: AwsSession | null = null
  const timers = new ManualTimers(0)
  // Of Aws, what the desk uses.
  const aws: Pick<Aws, "keys" | "sessions" | "plainKeys" | "lastErrors" | "refresh"> = {
    keys: () => Promise.resolve([key]),
    sessions: () => Promise.resolve([{ profile, key, signIn: null, session, state: "none" as const }]),
    plainKeys: () =>
      filesBroken
        ? Promise.reject(new AppError({ kind: "aws-file", problem: "no-section", path: "/c", line: 3 }))
        : Promise.resolve([]),
    lastErrors: () => new Map(),
    refresh: (_profileId, options = {}) =>
      new Promise((done, fail) => {
        options.signal?.addEventListener("abort", () => fail(new AppError({ kind: "cancelled" })))
        refreshes.push({ options, done, fail })
      }),
  }
  const desk = createAwsDesk({
    aws: aws as Aws,
    index: new InMemoryVaultIndex(),
    timers,
    credentialsPath: "/c",
    configPath: "/d",
    onWaiting: (event) => waiting.push(event),
    onChanged: () => changed++,
  })
  const refresh = () => desk.refresh({ profileId: id, code: null, replaceForeignSection: false })
  const result: RefreshResult = {
    profile,
    session: { profileId: id, issuedAtMs: 1, expiresAtMs: 2, accountId: null, arn: null, written: true },
    issued: true,
    written: true,
  }
  return {
    desk,
    refresh,
    refreshes,
    waiting,
    result,
    changed: () => changed,
    breakFiles: () => (filesBroken = true),
    timers,
    startSession: (expiresAtMs: number) =>
      (session = { profileId: id, issuedAtMs: 0, expiresAtMs, accountId: null, arn: null, written: true }),
  }
}

describe("the sessions view", () => {
  it("is shown with a shared file that cannot be read, and says why", async () => {
    const { desk, breakFiles } = setUp()
    breakFiles()
    const overview = await desk.overview()
    expect(overview.fileError).toEqual({ kind: "aws-file", problem: "no-section", path: "/c", line: 3 })
    expect(overview.sessions).toHaveLength(1)
    expect(awsOverview.safeParse(overview).success).toBe(true)
  })

  it("shows a refresh under way, what it waits for, and its end", async () => {
    const { desk, refresh, refreshes, waiting, result, changed } = setUp()
    const done = refresh()
    expect(changed()).toBe(1)
    refreshes[0]?.options.onWait?.(77)
    expect((await desk.overview()).sessions[0]).toMatchObject({ busy: true, waitUntilMs: 77 })
    refreshes[0]?.done(result)
    expect(await done).toEqual({ expiresAtMs: 2, written: true })
    expect(waiting).toEqual([
      { profileId: id, untilMs: 77 },
      { profileId: id, untilMs: null },
    ])
    expect((await desk.overview()).sessions[0]).toMatchObject({ busy: false, waitUntilMs: null })
    expect(changed()).toBe(2)
  })

  it("asks once for two clicks", async () => {
    const { refresh, refreshes, result } = setUp()
    const both = Promise.all([refresh(), refresh()])
    expect(refreshes).toHaveLength(1)
    refreshes[0]?.done(result)
    expect(await both).toHaveLength(2)
  })

  it("is told anew when a session begins to end, and when it has ended", async () => {
    const { desk, timers, startSession, changed } = setUp()
    startSession(3_600_000)
    await desk.overview()
    await timers.pass(45 * 60_000 - 1)
    expect(changed()).toBe(0)
    await timers.pass(1)
    expect(changed()).toBe(1)
    await desk.overview()
    await timers.pass(15 * 60_000)
    expect(changed()).toBe(2)
    await desk.overview()
    expect(timers.pending).toBe(0)
  })

  it("can call a refresh off, and begin another", async () => {
    const { desk, refresh, refreshes } = setUp()
    const first = refresh()
    desk.cancel(id)
    await expect(first).rejects.toMatchObject({ data: { kind: "cancelled" } })
    void refresh().catch(() => undefined)
    expect(refreshes).toHaveLength(2)
    desk.close()
  })
})
