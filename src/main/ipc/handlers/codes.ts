import { AppError } from "../../../core/errors.ts"
import type { HandlersOf } from "../handlers.ts"
import type { Services } from "../services.ts"

export function codesHandlers(services: Services): HandlersOf<"codes"> {
  const { accounts, ticker, clipboard, index, prefetch, uses, shownHotp } = services

  async function codeOf(id: string, which: "current" | "next"): Promise<string> {
    const { codes, failures } = await accounts.codes([id])
    const [failure] = failures
    if (failure) throw new AppError(failure.error)
    const code = codes[0]?.[which === "next" ? "next" : "code"] ?? shownHotp.get(id)
    if (code === undefined) throw new AppError({ kind: "not-found", what: "account" })
    return code
  }

  return {
    "codes:watch": async ({ ids }) => {
      const update = await ticker.watch(ids)
      // After the rows on screen, so that they come first.
      prefetch()
      return update
    },
    "codes:copy": async ({ id, which }) => {
      const [code, vault] = await Promise.all([codeOf(id, which), index.read()])
      const copied = await clipboard.copySecret(code, vault.settings.clipboardSeconds)
      uses.count(id)
      return copied
    },
    "codes:next-hotp": async ({ id }) => {
      const next = await accounts.nextHotp(id)
      shownHotp.set(id, next.code)
      return next
    },
  }
}
