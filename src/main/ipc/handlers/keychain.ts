import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function keychainHandlers({ keychain, lock }: Services): HandlersOf<"keychain"> {
  return {
    "keychain:choose": ({ backend, passphrase }) => keychain.choose(backend, passphrase),
    "keychain:unlock": ({ passphrase }) => keychain.unlock(passphrase),
    "keychain:retry": () => keychain.open(),
    "keychain:move": ({ to, passphrase }) => lock.moveKeychain(to, passphrase),
    "keychain:move-cancel": () => {
      lock.cancelMove()
      return Promise.resolve({})
    },
    "keychain:move-settle": ({ passphrase }) => lock.settleMove(passphrase),
  }
}
