import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function keychainHandlers({ keychain, lock, announce }: Services): HandlersOf<"keychain"> {
  /** Afterwards nothing is on its way any more, or it was interrupted: both are shown. */
  const told = <T>(work: Promise<T>) => work.finally(() => announce.app())
  return {
    "keychain:choose": ({ backend, passphrase }) => lock.choose(backend, passphrase),
    "keychain:retry": () => keychain.open(),
    "keychain:move": ({ to, passphrase }) => told(lock.moveKeychain(to, passphrase)),
    "keychain:move-cancel": () => {
      lock.cancelMove()
      return Promise.resolve({})
    },
    "keychain:move-settle": ({ passphrase }) => told(lock.settleMove(passphrase)),
  }
}
