import { describe, expect, onTestFinished, test, vi } from "vitest"
import { createYkman } from "../../../src/adapters/hardware-keys/ykman.ts"
import { codeAt } from "../../../src/core/otp/codes.ts"
import { ENTRY } from "../../support/aws-bench.ts"
import { temporaryFolder } from "../../support/temporary-folder.ts"
import { fakeYkman, type FakeState } from "../../support/yubikey/fake-ykman.ts"
import { failureOf } from "../../support/failure-of.ts"

const SERIAL = "1234567"
const AWS_ENTRY = "Amazon Web Services:ada@123456789012"
const KEY = { serial: SERIAL, entry: AWS_ENTRY }
const plain: FakeState = { keys: [{ serial: 1_234_567, entries: [{ name: AWS_ENTRY }] }] }
const touchy: FakeState = { keys: [{ serial: 1_234_567, entries: [{ name: AWS_ENTRY, touch: true }] }] }

/** In the middle of a time step, and one millisecond later at each look. */
let nowMs = 1_700_000_025_000
const tick = () => nowMs++

function world(state: FakeState, limits = { list: 60_000, code: 60_000 }) {
  const fake = fakeYkman(temporaryFolder(), { nowMs, ...state })
  const env = { ...process.env, ...fake.env, AWS_SECRET_ACCESS_KEY: "s", KEYCARD_PASSPHRASE_FILE: "/p" }
  return { fake, source: createYkman({ env, nowMs: tick, limits }) }
}

const problem = (name: string, serial: string | null = SERIAL) => ({ kind: "yubikey", problem: name, serial })
const untouched = () => {
  throw new Error("nobody asked for a touch")
}

describe("the keys that are plugged in", () => {
  test("are listed with what can make AWS's codes, and with why not", async () => {
    const { source } = world({
      keys: [
        {
          serial: 1_234_567,
          entries: [
            { name: AWS_ENTRY },
            { name: "Odd, HOTP, 30", type: "TOTP" },
            { name: "Counter:ada", type: "HOTP" },
            { name: "Slow:ada", period: 60 },
          ],
        },
        { serial: 7_654_321, password: true },
      ],
    })
    expect(await source.keys()).toEqual([
      { serial: SERIAL, entries: [{ name: AWS_ENTRY }, { name: "Odd, HOTP, 30" }], problem: null },
      { serial: "7654321", entries: [], problem: problem("password", "7654321") },
    ])
  })

  test.each<[string, FakeState, string]>([
    ["no key", { keys: [] }, "none"],
    ["keys without a serial number", { keys: [{ serial: null }] }, "none"],
    ["no smart card service", { ...plain, pcscd: false }, "service-missing"],
    ["other output", { fault: "garbage" }, "garbled"],
    ["output without end", { fault: "flood" }, "garbled"],
    ["an error of its own", { fault: "fail" }, "tool-failed"],
  ])("cannot be listed with %s", async (_name, state, expected) => {
    expect(await failureOf(world(state).source.keys())).toEqual(problem(expected, null))
  })

  test("cannot be listed by a program that hangs, which is ended", async () => {
    const { source } = world({ fault: "hang" }, { list: 300, code: 300 })
    expect(await failureOf(source.keys())).toEqual(problem("tool-slow", null))
  })

  test("cannot be listed where ykman is not installed", async () => {
    const source = createYkman({ env: { PATH: temporaryFolder() }, nowMs: tick, platform: "aix" })
    expect(await failureOf(source.keys())).toEqual(problem("tool-missing", null))
  })
})

describe("a code", () => {
  test.each([4, 5] as const)("of version %d is the entry's, of the time between", async (version) => {
    const { source, fake } = world({ ...plain, version })
    const before = tick()
    const { code, fromMs, toMs } = await source.code(KEY, { onTouch: untouched })
    expect([codeAt(ENTRY, fromMs).code, codeAt(ENTRY, toMs).code]).toContain(code)
    expect(fromMs).toBeGreaterThanOrEqual(before)
    expect(toMs).toBeLessThanOrEqual(tick())
    expect(source.wantsTouch(KEY)).toBe(false)
    expect(fake.calls().map(({ args }) => args)).toEqual([
      ["--device", SERIAL, "oath", "accounts", "code", "--", AWS_ENTRY],
    ])
  })

  test("waits for a touch, says so, and is of the instant it was asked for", async () => {
    const { source, fake } = world(touchy)
    let askedMs = 0
    const { code, fromMs, toMs } = await source.code(KEY, {
      onTouch: () => {
        askedMs = tick()
        fake.touch()
      },
    })
    expect([codeAt(ENTRY, fromMs).code, codeAt(ENTRY, toMs).code]).toContain(code)
    expect(fromMs).toBeLessThanOrEqual(askedMs)
    expect(toMs - fromMs).toBeLessThan(1_000)
    expect(source.wantsTouch(KEY)).toBe(true)
  })

  test.each<[string, FakeState, string]>([
    ["a key that nobody touches", { ...touchy, touchSeconds: 0.1 }, "not-touched"],
    ["an entry that is gone", { keys: [{ serial: 1_234_567 }] }, "no-entry"],
    [
      "an entry whose name is only a part of another's",
      { keys: [{ serial: 1_234_567, entries: [{ name: `${AWS_ENTRY}-old` }] }] },
      "no-entry",
    ],
    [
      "an entry whose name is a part of two others'",
      { keys: [{ serial: 1_234_567, entries: [{ name: `${AWS_ENTRY}-1` }, { name: `${AWS_ENTRY}-2` }] }] },
      "several-entries",
    ],
    [
      "eight digits",
      { keys: [{ serial: 1_234_567, entries: [{ name: AWS_ENTRY, digits: 8 }] }] },
      "not-six-digits",
    ],
    ["no key", { keys: [] }, "none"],
    ["another key", { keys: [{ serial: 99 }] }, "absent"],
    ["a key that another program holds", { keys: [{ serial: 1_234_567, held: true }] }, "busy"],
    ["a key without codes", { keys: [{ serial: 1_234_567, oath: false }] }, "no-oath"],
    ["a password", { keys: [{ serial: 1_234_567, password: true }] }, "password"],
    ["no smart card service", { ...plain, pcscd: false }, "service-missing"],
    ["version 3", { ...plain, version: 3 }, "tool-old"],
    ["other output", { fault: "garbage" }, "garbled"],
    ["output without end", { fault: "flood" }, "garbled"],
  ])("is refused with %s", async (_name, state, expected) => {
    const { source } = world(state)
    expect(await failureOf(source.code(KEY, { onTouch: () => undefined }))).toEqual(problem(expected))
  })

  test("is given up when the program does not end: as not touched where it asked for that", async () => {
    const slow = world({ fault: "hang" }, { list: 300, code: 300 }).source.code(KEY, { onTouch: untouched })
    expect(await failureOf(slow)).toEqual(problem("tool-slow"))
    // The program is real and takes its time to ask; its limit comes right after that.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    onTestFinished(() => void vi.useRealTimers())
    const onTouch = () => void vi.advanceTimersByTime(60_000)
    expect(await failureOf(world(touchy).source.code(KEY, { onTouch }))).toEqual(problem("not-touched"))
  })

  test("is called off with the program that waits for the touch", async () => {
    const { source } = world(touchy)
    const abort = new AbortController()
    const work = source.code(KEY, { onTouch: () => abort.abort(), signal: abort.signal })
    expect(await failureOf(work)).toEqual({ kind: "cancelled" })
    expect(await failureOf(source.code(KEY, { onTouch: untouched, signal: abort.signal }))).toEqual({
      kind: "cancelled",
    })
  })

  test("of an entry whose name looks like an option is asked for all the same", async () => {
    const { source } = world({ keys: [{ serial: 1_234_567, entries: [{ name: "--password" }] }] })
    const { code } = await source.code({ serial: SERIAL, entry: "--password" }, { onTouch: untouched })
    expect(code).toMatch(/^\d{6}$/)
  })

  test("is asked for without AWS's variables and our own", async () => {
    const { source, fake } = world(plain)
    await source.code(KEY, { onTouch: untouched })
    expect(fake.calls()[0]?.aws).toEqual([])
  })
})
