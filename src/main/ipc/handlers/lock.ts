import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function lockHandlers({ lock, index, announce }: Services): HandlersOf<"lock"> {
  /** What the page is told now; the event with all the rest follows. */
  const told = async (work: Promise<unknown>) => {
    try {
      await work
    } finally {
      announce.app()
    }
    return lock.view(await index.read())
  }
  return {
    "lock:set": ({ passphrase }) => told(lock.set(passphrase)),
    "lock:change": ({ passphrase, next }) => told(lock.change(passphrase, next)),
    "lock:remove": ({ passphrase }) => told(lock.remove(passphrase)),
    "lock:platform": ({ enabled, passphrase }) => told(lock.setPlatform(enabled, passphrase)),
    "lock:now": () => {
      lock.lockNow()
      return told(Promise.resolve())
    },
    "lock:unlock": ({ passphrase }) => told(lock.unlock(passphrase)),
    "lock:unlock-platform": () => told(lock.unlockByPlatform()),
  }
}
