import { describe, expect, it } from "vitest"
import type { HelperClient } from "../../src/adapters/keychain/helper-client.ts"
import { restingHelper } from "../../src/main/resting-helper.ts"
import { ManualTimers } from "./manual-timers.ts"

const get = { op: "get", service: "Keycard", account: "canary" } as const

function fakeHelper() {
  const answers: ((value: string) => void)[] = []
  let ended = 0
  const client: HelperClient = {
    ask: () => new Promise((resolve) => answers.push(resolve)),
    close: () => {
      ended++
    },
  }
  return { client, answer: () => answers.shift()?.("v1"), ended: () => ended }
}

describe("the keychain's helper", () => {
  it("ends five seconds after its last answer", async () => {
    const timers = new ManualTimers()
    const fake = fakeHelper()
    const helper = restingHelper(fake.client, timers)
    const asked = helper.ask(get, 1_000)
    fake.answer()
    expect(await asked).toBe("v1")
    await timers.pass(4_999)
    expect(fake.ended()).toBe(0)
    await timers.pass(1)
    expect(fake.ended()).toBe(1)
  })

  it("is never ended while a question waits, however long", async () => {
    const timers = new ManualTimers()
    const fake = fakeHelper()
    const helper = restingHelper(fake.client, timers)
    const first = helper.ask(get, 1_000)
    const second = helper.ask(get, 1_000)
    fake.answer()
    await first
    await timers.pass(60_000)
    expect(fake.ended()).toBe(0)
    fake.answer()
    await second
    await timers.pass(4_000)
    const third = helper.ask(get, 1_000)
    await timers.pass(60_000)
    expect(fake.ended()).toBe(0)
    fake.answer()
    await third
    await timers.pass(5_000)
    expect(fake.ended()).toBe(1)
  })
})
