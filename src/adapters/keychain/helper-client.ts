import type { KeychainProblem } from "../../core/errors.ts"
import { createGate } from "./gate.ts"
import {
  isAnswer,
  type Channel,
  type HelperAnswer,
  type HelperRequest,
  type HelperWork,
} from "./helper-messages.ts"
import { osKeychainError } from "./keytar-calls.ts"

/** libuv gives a process four threads; more calls at once only wait there. Four read twice as fast as one. */
const AT_ONCE = 4

export interface HelperClient {
  /** @throws AppError `keychain`: `timeout` after `limitMs`, `broken` when the helper ended. */
  ask(work: HelperWork, limitMs: number): Promise<string | boolean | null>
  /** Ends the helper. The next question starts another. */
  close(): void
}

type Outcome = { readonly value: string | boolean | null } | { readonly problem: KeychainProblem }

/** A helper that runs, and who waits for it. */
interface Helper {
  readonly channel: Channel
  readonly waiting: Map<number, (outcome: Outcome) => void>
  /** Whether it ever did what it was asked: what it says then came from a service it knows. */
  hasServed: boolean
}

/**
 * Asks a helper process, started with the first question. A question that takes too long costs the helper its life and
 * fails all others that are with it: their threads may hang as well. The next one starts a new helper.
 */
export function createHelperClient(spawn: () => Channel): HelperClient {
  const gate = createGate(AT_ONCE)
  let running: Helper | null = null
  let lastId = 0
  let closed = 0
  let timeouts = 0

  function start(): Helper {
    const helper: Helper = { channel: spawn(), waiting: new Map(), hasServed: false }
    helper.channel.onMessage((message) => {
      if (isAnswer(message)) helper.waiting.get(message.id)?.(outcomeOf(message))
    })
    helper.channel.onExit(() => end(helper, "broken"))
    return helper
  }

  function end(helper: Helper, problem: KeychainProblem): void {
    if (running === helper) running = null
    helper.channel.kill()
    for (const settle of helper.waiting.values()) settle({ problem })
    helper.waiting.clear()
  }

  async function exchange(helper: Helper, work: HelperWork, limitMs: number): Promise<Outcome> {
    const id = ++lastId
    const timer = setTimeout(() => {
      timeouts++
      end(helper, "timeout")
    }, limitMs)
    const outcome = await new Promise<Outcome>((resolve) => {
      helper.waiting.set(id, resolve)
      helper.channel.postMessage({ ...work, id } satisfies HelperRequest)
    })
    clearTimeout(timer)
    helper.waiting.delete(id)
    helper.hasServed ||= "value" in outcome
    return outcome
  }

  async function ask(work: HelperWork, limitMs: number): Promise<Outcome> {
    const helper = (running ??= start())
    const closedBefore = closed
    const outcome = await exchange(helper, work, limitMs)
    // A keyring daemon or a bus that was started anew is lost for this helper, which holds on to the old one. Every
    // question can be asked twice: each of them leaves the same state when it is repeated.
    const lost = "problem" in outcome && ["missing", "broken"].includes(outcome.problem)
    if (!lost || !helper.hasServed || closed !== closedBefore) return outcome
    end(helper, "broken")
    return exchange((running ??= start()), work, limitMs)
  }

  return {
    ask: (work, limitMs) => {
      const timeoutsBefore = timeouts
      return gate(async () => {
        // A keychain that hangs fails also those who waited for a place: not each of them after a limit of its own.
        if (timeouts !== timeoutsBefore) throw osKeychainError("timeout")
        const outcome = await ask(work, limitMs)
        if ("value" in outcome) return outcome.value
        throw osKeychainError(outcome.problem)
      })
    },
    close() {
      closed++
      if (running !== null) end(running, "broken")
    },
  }
}

function outcomeOf(answer: HelperAnswer): Outcome {
  return answer.ok ? { value: answer.value } : { problem: answer.problem }
}
