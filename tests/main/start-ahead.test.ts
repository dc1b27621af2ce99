import { expect, it } from "vitest"
import type { Channel } from "../../src/adapters/keychain/helper-messages.ts"
import { startAhead } from "../../src/main/start-ahead.ts"

function channels() {
  const exits: (() => void)[] = []
  let started = 0
  const start = (): Channel => {
    started++
    return {
      postMessage: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => void exits.push(listener),
      kill: () => undefined,
    }
  }
  return { start, started: () => started, endFirst: () => exits[0]?.() }
}

it("the first helper is started before it is asked for, and given once", () => {
  const { start, started } = channels()
  const next = startAhead(start)
  expect(started()).toBe(1)
  const first = next()
  expect(started()).toBe(1)
  expect(next()).not.toBe(first)
  expect(started()).toBe(2)
})

it("a helper that ended before it was asked is not given to anybody", () => {
  const { start, started, endFirst } = channels()
  const next = startAhead(start)
  endFirst()
  next()
  expect(started()).toBe(2)
})
