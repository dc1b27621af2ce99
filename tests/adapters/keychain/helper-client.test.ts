import { describe, expect, test } from "vitest"
import { directKeytar } from "../../../src/adapters/keychain/direct-keytar.ts"
import { createHelperClient } from "../../../src/adapters/keychain/helper-client.ts"
import type { Channel, HelperAnswer, HelperRequest } from "../../../src/adapters/keychain/helper-messages.ts"

const get = (account: string) => ({ op: "get", service: "s", account }) as const
const problem = (what: string) => ({ data: { kind: "keychain", problem: what, backend: "os" } })

/** A helper process that answers as the test says; `null`: not at all. */
class FakeHelper implements Channel {
  readonly asked: HelperRequest[] = []
  killed = 0
  #listener: (message: unknown) => void = () => undefined
  #exit: () => void = () => undefined
  readonly #answer: (request: HelperRequest) => HelperAnswer | null

  constructor(answer: (request: HelperRequest) => HelperAnswer | null) {
    this.#answer = answer
  }
  postMessage(request: HelperRequest): void {
    this.asked.push(request)
    const answer = this.#answer(request)
    if (answer !== null) queueMicrotask(() => this.#listener(answer))
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener
  }
  onExit(listener: () => void): void {
    this.#exit = listener
  }
  kill(): void {
    this.killed++
  }
  say(message: unknown): void {
    this.#listener(message)
  }
  exit(): void {
    this.#exit()
  }
}

function clientOf(...answers: ((request: HelperRequest) => HelperAnswer | null)[]) {
  const helpers: FakeHelper[] = []
  const client = createHelperClient(() => {
    const helper = new FakeHelper(answers[helpers.length] ?? (() => null))
    helpers.push(helper)
    return helper
  })
  return { client, helpers }
}

const value = (text: string) => (request: HelperRequest) =>
  ({ id: request.id, ok: true, value: text }) as const
const fails = (what: "missing" | "broken" | "locked") => (request: HelperRequest) =>
  ({ id: request.id, ok: false, problem: what }) as const

describe("asking the helper", () => {
  test("starts it with the first question and keeps it", async () => {
    const { client, helpers } = clientOf(value("seed"))
    expect(helpers).toHaveLength(0)
    expect([await client.ask(get("a"), 60_000), await client.ask(get("b"), 60_000)]).toEqual(["seed", "seed"])
    expect(helpers).toHaveLength(1)
  })

  test("each answer goes to its own question, in whatever order they come", async () => {
    const { client, helpers } = clientOf(() => null)
    const both = Promise.all([client.ask(get("a"), 60_000), client.ask(get("b"), 60_000)])
    await Promise.resolve()
    const [first, second] = helpers[0]!.asked
    helpers[0]!.say({ id: second!.id, ok: true, value: "of b" })
    helpers[0]!.say({ id: 999, ok: true, value: "of nobody" })
    helpers[0]!.say("noise")
    helpers[0]!.say({ id: first!.id, ok: true, value: "of a" })
    expect(await both).toEqual(["of a", "of b"])
  })

  test("at most four questions are under way", async () => {
    const { client, helpers } = clientOf(() => null)
    const all = Promise.all(Array.from({ length: 6 }, (_, i) => client.ask(get(String(i)), 60_000)))
    await Promise.resolve()
    expect(helpers[0]!.asked).toHaveLength(4)
    for (let i = 0; i < 6; i++) {
      helpers[0]!.say({ id: helpers[0]!.asked[i]!.id, ok: true, value: String(i) })
      await new Promise(setImmediate)
    }
    expect(await all).toEqual(["0", "1", "2", "3", "4", "5"])
  })

  test("one that is late costs the helper its life, fails all that are with it, and the next starts another", async () => {
    const { client, helpers } = clientOf(() => null, value("seed"))
    const outcomes = await Promise.allSettled([client.ask(get("a"), 20), client.ask(get("b"), 60_000)])
    expect(outcomes.map((each) => each.status === "rejected" && (each.reason as unknown))).toMatchObject([
      problem("timeout"),
      problem("timeout"),
    ])
    expect(helpers[0]!.killed).toBe(1)
    expect(await client.ask(get("a"), 60_000)).toBe("seed")
    expect(helpers).toHaveLength(2)
  })

  test("a keychain that hangs fails also those that waited for a place, without asking for them", async () => {
    const { client, helpers } = clientOf(() => null, value("seed"))
    const asked = Array.from({ length: 30 }, (_, i) => client.ask(get(String(i)), 20))
    const outcomes = await Promise.allSettled(asked)
    for (const each of outcomes) {
      expect(each.status === "rejected" && (each.reason as unknown)).toMatchObject(problem("timeout"))
    }
    expect([helpers.length, helpers[0]!.asked.length]).toEqual([1, 4])
    expect(await client.ask(get("a"), 60_000)).toBe("seed")
  })

  test("a helper that dies with its first question is broken, once", async () => {
    const { client, helpers } = clientOf(() => null)
    const asked = client.ask(get("a"), 60_000)
    await Promise.resolve()
    helpers[0]!.exit()
    await expect(asked).rejects.toMatchObject(problem("broken"))
    expect(helpers).toHaveLength(1)
  })

  test("a helper that has served and dies is replaced, and asked again", async () => {
    let questions = 0
    const { client, helpers } = clientOf(
      (request) => (++questions === 1 ? value("one")(request) : null),
      value("two"),
    )
    expect(await client.ask(get("a"), 60_000)).toBe("one")
    const asked = client.ask(get("b"), 60_000)
    await Promise.resolve()
    helpers[0]!.exit()
    expect(await asked).toBe("two")
  })

  test.each(["missing", "broken"] as const)(
    "a helper that has served and now says %s is replaced once, and what the second says counts",
    async (what) => {
      let questions = 0
      const { client, helpers } = clientOf(
        (request) => (++questions === 1 ? value("one")(request) : fails(what)(request)),
        fails("missing"),
        value("never"),
      )
      await client.ask(get("a"), 60_000)
      await expect(client.ask(get("b"), 60_000)).rejects.toMatchObject(problem("missing"))
      expect(helpers).toHaveLength(2)
    },
  )

  test("locked is no reason to replace it", async () => {
    let questions = 0
    const { client, helpers } = clientOf((request) =>
      ++questions === 1 ? value("one")(request) : fails("locked")(request),
    )
    await client.ask(get("a"), 60_000)
    await expect(client.ask(get("b"), 60_000)).rejects.toMatchObject(problem("locked"))
    expect(helpers).toHaveLength(1)
  })

  test("closing fails what is under way and starts nothing", async () => {
    let questions = 0
    const { client, helpers } = clientOf((request) => (++questions === 1 ? value("one")(request) : null))
    await client.ask(get("a"), 60_000)
    const asked = client.ask(get("b"), 60_000)
    await Promise.resolve()
    client.close()
    await expect(asked).rejects.toMatchObject(problem("broken"))
    expect([helpers.length, helpers[0]!.killed]).toEqual([1, 1])
  })
})

describe("keytar in this process", () => {
  const never = () => new Promise<never>(() => undefined)
  const limit = (limitMs: number) => ({ limitMs })

  test("one call at a time", async () => {
    let running = 0
    let most = 0
    const calls = directKeytar(() =>
      Promise.resolve({
        getPassword: async () => {
          most = Math.max(most, ++running)
          await new Promise(setImmediate)
          running--
          return "seed"
        },
        setPassword: never,
        deletePassword: never,
      }),
    )
    const values = await Promise.all(["a", "b", "c"].map((each) => calls.get("s", each, limit(60_000))))
    expect([values, most]).toEqual([["seed", "seed", "seed"], 1])
  })

  test("keytar's text is read and dropped: it could hold anything", async () => {
    const calls = directKeytar(() => Promise.reject(new Error("hunter2: Cannot find module 'keytar'")))
    const error = await calls.get("s", "a", limit(60_000)).catch((each: unknown) => each)
    expect(error).toMatchObject(problem("missing"))
    expect(String((error as Error).stack)).not.toContain("hunter2")
    expect((error as Error).cause).toBeUndefined()
  })
})
