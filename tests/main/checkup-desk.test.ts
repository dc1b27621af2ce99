import { describe, expect, it } from "vitest"
import type { Finding } from "../../src/core/checkup/finding.ts"
import type { CheckupOptions } from "../../src/core/checkup/run-checkup.ts"
import { AppError } from "../../src/core/errors.ts"
import { createCheckupDesk } from "../../src/main/checkup-desk.ts"
import { checkupView } from "../../src/shared/ipc/insight-views.ts"
import { InMemoryVaultIndex } from "../fakes/in-memory-vault-index.ts"

const NOW_MS = Date.UTC(2026, 2, 1, 12)
const open: Finding = {
  ...{ id: "open-path", path: "/home/ada/.aws/credentials", folder: false, mode: "0644" },
  ...{ readableBy: "everyone", writable: false, secrets: true },
}
const noBackup: Finding = { id: "no-backup" }

function setUp(findings: readonly Finding[] = [open, noBackup]) {
  const modes: [path: string, from: number, to: number][] = []
  const written: string[] = []
  const runs: { options: CheckupOptions; end: () => void; fail: (cause: unknown) => void }[] = []
  const index = new InMemoryVaultIndex()
  let chosen: string | null = "/out.json"
  const desk = createCheckupDesk({
    index,
    check: (options) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener("abort", () => reject(new AppError({ kind: "cancelled" })))
        runs.push({ options, end: () => resolve([...findings]), fail: reject })
      }),
    modes: {
      change: (path, from, to) => {
        modes.push([path, from, to])
        return Promise.resolve()
      },
    },
    files: {
      write: (_path, bytes) => {
        written.push(new TextDecoder().decode(bytes))
        return Promise.resolve()
      },
    },
    dialogs: { save: () => Promise.resolve(chosen) },
    nowMs: () => NOW_MS,
    onStep: () => undefined,
  })
  const run = async () => {
    const running = desk.run()
    runs.at(-1)?.end()
    return running
  }
  return { desk, index, modes, written, runs, run, close: () => (chosen = null) }
}

describe("a check-up in the window", () => {
  it("tells what was found, worst first, and when", async () => {
    const { run } = setUp()
    const view = checkupView.parse(await run())
    expect(view).toMatchObject({ running: null, lastRunAtMs: NOW_MS, error: null })
    expect(view.findings?.map(({ severity, state }) => [severity, state])).toEqual([
      ["high", "open"],
      ["medium", "open"],
    ])
  })

  it("tells what each key may see, saves it too, and forgets it with the findings", async () => {
    const { desk, runs, written } = setUp()
    const running = desk.run()
    const sight = { key: "work", may: ["iam:ListMFADevices"], mayNot: ["iam:ListUsers"] }
    runs[0]?.options.onSight?.({ ...sight, account: "123456789012" })
    runs[0]?.end()
    expect(checkupView.parse(await running).keys).toEqual([sight])
    await desk.save()
    expect(JSON.parse(written[0] ?? "")).toMatchObject({ keys: [{ ...sight, account: "123456789012" }] })
    desk.forget()
    expect((await desk.view()).keys).toEqual([])
  })

  it("joins a second wish to the first, and tells its step meanwhile", async () => {
    const { desk, runs } = setUp()
    const both = [desk.run(), desk.run()]
    expect(runs).toHaveLength(1)
    runs[0]?.options.onStep?.({ at: "key", key: "work", done: 2, total: 3 })
    expect((await desk.view()).running).toMatchObject({ key: "work", done: 2 })
    runs[0]?.end()
    expect(await both[0]).toEqual(await both[1])
  })

  it("is called off, and what was found before stays", async () => {
    const { desk, run, runs } = setUp()
    await run()
    const again = desk.run()
    desk.cancel()
    const view = await again
    expect(runs[1]?.options.signal?.aborted).toBe(true)
    expect(view.findings).toHaveLength(2)
    expect(view).toMatchObject({ running: null, error: null })
  })

  it("says why it broke off", async () => {
    const { desk, runs } = setUp()
    const running = desk.run()
    runs[0]?.fail(new AppError({ kind: "locked" }))
    expect(await running).toMatchObject({ error: { kind: "locked" }, findings: null, lastRunAtMs: null })
  })

  it("forgets what it found when Keycard locks", async () => {
    const { desk, run } = setUp()
    await run()
    desk.forget()
    expect((await desk.view()).findings).toBeNull()
  })
})

describe("a finding", () => {
  const refOf = async ({ run }: ReturnType<typeof setUp>, at: number) =>
    (await run()).findings?.[at]?.ref ?? ""

  it("that is accepted stays accepted after the next check-up, until that is taken back", async () => {
    const bench = setUp()
    const ref = await refOf(bench, 1)
    expect((await bench.desk.accept(ref, true)).findings?.[1]?.state).toBe("accepted")
    expect((await bench.run()).findings?.[1]?.state).toBe("accepted")
    expect((await bench.desk.accept(ref, false)).findings?.[1]?.state).toBe("open")
  })

  it("is mended by its own path and modes, and that can be undone", async () => {
    const bench = setUp()
    const ref = await refOf(bench, 0)
    expect((await bench.desk.mend(ref)).findings?.[0]?.state).toBe("mended")
    await bench.desk.mend(ref)
    expect((await bench.desk.undo(ref)).findings?.[0]?.state).toBe("open")
    expect(bench.modes).toEqual([
      ["/home/ada/.aws/credentials", 0o644, 0o600],
      ["/home/ada/.aws/credentials", 0o600, 0o644],
    ])
  })

  it("that Keycard cannot mend, or does not know, is left alone", async () => {
    const bench = setUp()
    await bench.desk.mend(await refOf(bench, 1))
    await expect(bench.desk.mend("0".repeat(64))).rejects.toThrow()
    expect(bench.modes).toEqual([])
  })
})

describe("saving a check-up", () => {
  it("writes what the command line prints", async () => {
    const bench = setUp()
    expect(await bench.desk.save()).toEqual({ path: null })
    await bench.run()
    expect(await bench.desk.save()).toEqual({ path: "/out.json" })
    expect(JSON.parse(bench.written[0] ?? "")).toMatchObject({
      checkedAt: "2026-03-01T12:00:00Z",
      findings: [{ id: "open-path", severity: "high", accepted: false }, { id: "no-backup" }],
    })
    bench.close()
    expect(await bench.desk.save()).toEqual({ path: null })
  })
})
