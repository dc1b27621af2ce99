import type { Channel } from "../adapters/keychain/helper-messages.ts"

/**
 * Starts the first helper at once, before anybody knows what to ask it: it takes longer to start than to answer.
 * @returns gives that one first, then starts others
 */
export function startAhead(start: () => Channel): () => Channel {
  let ahead: Channel | null = start()
  ahead.onExit(() => (ahead = null))
  return () => {
    const channel = ahead ?? start()
    ahead = null
    return channel
  }
}
