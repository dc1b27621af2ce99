import { AppError } from "../../../core/errors.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function keychainHandlers({ keychain }: Services): HandlersOf<"keychain"> {
  return {
    "keychain:choose": ({ backend, passphrase }) => keychain.choose(backend, passphrase),
    "keychain:unlock": ({ passphrase }) => keychain.unlock(passphrase),
    "keychain:retry": () => keychain.open(),
    "keychain:move": () => Promise.reject(new AppError({ kind: "unexpected" })),
    "keychain:move-cancel": () => Promise.reject(new AppError({ kind: "unexpected" })),
    "keychain:move-settle": () => Promise.reject(new AppError({ kind: "unexpected" })),
  }
}
