import type { HelperClient } from "../adapters/keychain/helper-client.ts"
import type { Timers } from "./timers.ts"

/** Long enough for a person who scrolls, or saves one account after the other. */
const REST_MS = 5_000

/**
 * Ends the helper when nobody has asked it anything for a while: what was read is remembered here, and a process that
 * waits holds as much memory as the page. The next question starts another.
 */
export function restingHelper(helper: HelperClient, timers: Timers): HelperClient {
  let asking = 0
  let cancel = (): void => undefined
  return {
    async ask(work, limitMs) {
      cancel()
      asking++
      try {
        return await helper.ask(work, limitMs)
      } finally {
        asking--
        if (asking === 0) cancel = timers.after(REST_MS, () => helper.close())
      }
    },
    close() {
      cancel()
      helper.close()
    },
  }
}
