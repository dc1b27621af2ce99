import { describe, expect, it } from "vitest"
import type { AppErrorData } from "../../../src/core/errors.ts"
import { runMany, type ManyItem, type ManyProgress } from "../../../src/renderer/sessions/run-many.ts"

const item = (name: string, lane: string): ManyItem => ({ profileId: name, name, lane })
const refused: AppErrorData = { kind: "aws-refused", refusal: "denied", code: "AccessDenied", message: "" }
const wrongCode: AppErrorData = {
  kind: "aws-refused",
  refusal: "mfa-code",
  code: "AccessDenied",
  message: "",
}

/** Runs items whose ends the test decides. */
function setUp(items: readonly ManyItem[]) {
  const pending = new Map<string, { end: () => void; fail: (error: AppErrorData) => void }>()
  const told: ManyProgress[] = []
  let cancelled = false
  const result = runMany(
    items,
    ({ name }) =>
      new Promise<void>((resolve, reject) => {
        pending.set(name, {
          end: resolve,
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what main answers is data
          fail: (error) => reject(error),
        })
      }),
    {
      errorOf: (thrown) => thrown as AppErrorData,
      isCancelled: () => cancelled,
      onProgress: (progress) => told.push(progress),
    },
  )
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return {
    result,
    told,
    running: () => [...(told.at(-1)?.running ?? [])].sort(),
    end: async (name: string) => {
      pending.get(name)?.end()
      await settle()
    },
    fail: async (name: string, error: AppErrorData) => {
      pending.get(name)?.fail(error)
      await settle()
    },
    cancel: () => (cancelled = true),
  }
}

describe("many sessions", () => {
  const three = [item("a1", "ada"), item("a2", "ada"), item("b1", "bob")]

  it("of one device go one after the other, those of another beside them", async () => {
    const bench = setUp(three)
    expect(bench.running()).toEqual(["a1", "b1"])
    await bench.end("a1")
    expect(bench.running()).toEqual(["a2", "b1"])
    await bench.end("b1")
    await bench.end("a2")
    expect(await bench.result).toEqual({ done: 3, total: 3, running: [], failures: [] })
    expect(bench.told.map(({ done }) => done)).toEqual([0, 0, 1, 1, 2, 3])
  })

  it("go on after one has failed, and the failure has its name", async () => {
    const bench = setUp(three)
    await bench.fail("a1", refused)
    await bench.end("a2")
    await bench.fail("b1", refused)
    const { done, failures } = await bench.result
    expect(done).toBe(3)
    expect(failures.map(({ name }) => name)).toEqual(["a1", "b1"])
  })

  it("of a device whose code is refused are not tried further: each try would cost a code", async () => {
    const bench = setUp([...three, item("a3", "ada")])
    await bench.fail("a1", wrongCode)
    expect(bench.running()).toEqual(["b1"])
    await bench.end("b1")
    const { failures } = await bench.result
    expect(failures.map(({ name, error }) => [name, error])).toEqual(
      ["a1", "a2", "a3"].map((name) => [name, wrongCode]),
    )
  })

  it("are not begun any more once a person has called it off", async () => {
    const bench = setUp(three)
    bench.cancel()
    await bench.fail("a1", { kind: "cancelled" })
    await bench.end("b1")
    expect(await bench.result).toMatchObject({ done: 2, total: 3, failures: [] })
  })
})
