import { describe, expect, test } from "vitest"
import { keepFresh } from "../../../src/core/aws/kept-fresh.ts"
import { ManualClock } from "../../fakes/manual-clock.ts"

const MINUTE_MS = 60_000
const START_MS = Date.UTC(2026, 10, 22, 12)
const credentials = (name: string, expiresAtMs: number) => ({
  ...{ accessKeyId: name, secretAccessKey: "s", sessionToken: "t" },
  expiresAtMs,
})

function world(minutes: number) {
  const clock = new ManualClock(START_MS)
  const answers: (() => Promise<ReturnType<typeof credentials>>)[] = []
  let asked = 0
  const fresh = keepFresh(
    credentials("first", START_MS + minutes * MINUTE_MS),
    () => {
      asked += 1
      return (answers.shift() ?? (() => Promise.reject(new Error("locked"))))()
    },
    clock,
  )
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    clock,
    answers,
    fresh,
    settle,
    asked: () => asked,
    at: (at: number) => clock.set(START_MS + at * MINUTE_MS),
  }
}

describe("credentials kept fresh for a program", () => {
  test("are answered from memory, and renewed before any SDK asks for others", async () => {
    const { fresh, answers, at, asked, settle } = world(60)
    at(39)
    expect((await fresh.current()).accessKeyId).toBe("first")
    expect(asked()).toBe(0)
    answers.push(() => Promise.resolve(credentials("second", START_MS + 120 * MINUTE_MS)))
    at(40)
    expect((await fresh.current()).accessKeyId).toBe("first")
    await settle()
    expect((await fresh.current()).accessKeyId).toBe("second")
    expect(asked()).toBe(1)
  })

  test("are renewed without being asked for", async () => {
    const { fresh, answers, at, settle } = world(60)
    answers.push(() => Promise.resolve(credentials("second", START_MS + 120 * MINUTE_MS)))
    at(41)
    fresh.look()
    await settle()
    expect((await fresh.current()).accessKeyId).toBe("second")
  })

  test("of a quarter of an hour are renewed at half, not with every look", async () => {
    const { fresh, at, asked } = world(15)
    at(7)
    fresh.look()
    expect(asked()).toBe(0)
    at(8)
    fresh.look()
    expect(asked()).toBe(1)
    await Promise.resolve()
  })

  test("that cannot be renewed serve to their end, tried again every half minute; then the failure is told", async () => {
    const { fresh, at, asked, settle } = world(60)
    for (const minute of [41, 41.1, 41.2, 42]) {
      at(minute)
      expect((await fresh.current()).accessKeyId).toBe("first")
      await settle()
    }
    expect(asked()).toBe(2)
    at(61)
    await expect(fresh.current()).rejects.toThrow("locked")
  })

  test("that have ended are waited for by all who ask, with one request", async () => {
    const { fresh, answers, at, asked } = world(60)
    answers.push(() => Promise.resolve(credentials("second", START_MS + 180 * MINUTE_MS)))
    at(61)
    const all = await Promise.all([fresh.current(), fresh.current(), fresh.current()])
    expect(all.map(({ accessKeyId }) => accessKeyId)).toEqual(["second", "second", "second"])
    expect(asked()).toBe(1)
  })
})
