import { createGate } from "./gate.ts"
import { keychainProblem, textOf } from "./keychain-problem.ts"
import { osKeychainError, type KeytarCalls } from "./keytar-calls.ts"
import { loadKeytar, type Keytar } from "./load-keytar.ts"

/**
 * keytar in this process, one call at a time: for a short-lived command.
 *
 * A call that hangs keeps its thread for ever, and Node waits for its threads when it exits. So after the first call
 * that timed out no other is made, and the process, when it exits, kills itself: its exit status is then the signal's.
 * A caller whose exit status counts runs keytar in a child instead, as `remoteKeytar` does.
 * @param load for tests.
 */
export function directKeytar(load: () => Promise<Keytar> = loadKeytar): KeytarCalls {
  const oneAtATime = createGate(1)
  let hung = false

  function call<T>(limitMs: number, work: (keytar: Keytar) => Promise<T>): Promise<T> {
    return oneAtATime(async () => {
      if (hung) throw osKeychainError("timeout")
      const timer = new AbortController()
      try {
        return await Promise.race([load().then(work), timesOut(limitMs, timer.signal)])
      } catch (error) {
        if (error === late) {
          hung = true
          process.once("exit", () => process.kill(process.pid, "SIGKILL"))
          throw osKeychainError("timeout")
        }
        throw osKeychainError(keychainProblem(textOf(error), process.platform))
      } finally {
        timer.abort()
      }
    })
  }

  return {
    get: (service, account, { limitMs }) => call(limitMs, (keytar) => keytar.getPassword(service, account)),
    set: (service, account, value, { limitMs }) =>
      call(limitMs, (keytar) => keytar.setPassword(service, account, value)),
    delete: (service, account, { limitMs }) =>
      call(limitMs, (keytar) => keytar.deletePassword(service, account)),
  }
}

const late = new Error("late")

function timesOut(limitMs: number, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(late), limitMs)
    signal.addEventListener("abort", () => clearTimeout(timer))
  })
}
