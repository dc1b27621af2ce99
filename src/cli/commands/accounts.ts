import { accountsFor } from "../../core/accounts/find-account.ts"
import { AppError } from "../../core/errors.ts"
import type { Context } from "../context.ts"
import { isoTime, printable, table } from "../output.ts"
import { label } from "./label.ts"

/** ECMAScript's last instant, with room for a code's period. */
const LAST_SECOND = 8_639_999_000_000

/** `keycard list [QUERY]`. */
export async function list(
  context: Context,
  query: string | undefined,
  options: { json?: boolean },
): Promise<void> {
  const all = await context.listing().accounts.list()
  const accounts = query === undefined ? all : accountsFor(all, query)
  if (options.json === true) {
    context.output.json(
      accounts.map(({ id, issuer, account, type, tags }) => ({ id, issuer, account, type, tags })),
    )
    return
  }
  if (accounts.length === 0) {
    context.output.words(
      query === undefined ? "No accounts yet. Add one: keycard add PICTURE" : "No account matches.",
    )
    return
  }
  context.output.data(
    table(accounts.map(({ id, issuer, account, type }) => [printable(issuer), printable(account), type, id])),
  )
}

/** `keycard code <QUERY>`: the code alone. */
export async function code(
  context: Context,
  query: string,
  options: { at?: number; next?: boolean; json?: boolean },
): Promise<void> {
  const { output } = context
  const account = await context.listing().accounts.find(query)
  const accounts = await context.accounts()
  if (account.type === "hotp") {
    if (options.at !== undefined || options.next === true) {
      throw new AppError({
        kind: "usage",
        message: "This account counts (HOTP): --at and --next do not apply.",
      })
    }
    const hotp = await accounts.nextHotp(account.id)
    if (options.json === true) output.json({ code: hotp.code, expiresAt: null })
    else output.data(hotp.code)
    return
  }
  if (options.at !== undefined && options.at > LAST_SECOND) {
    throw new AppError({ kind: "usage", message: "--at is past the end of time." })
  }
  const { codes, failures } = await (options.at === undefined
    ? accounts.codes([account.id])
    : accounts.codesAt([account.id], options.at * 1000))
  const [failure] = failures
  if (failure !== undefined) throw new AppError(failure.error)
  const [current] = codes
  if (current === undefined) throw new AppError({ kind: "not-found", what: "account" })
  const shown = options.next === true ? current.next : current.code
  const expiresAtMs = current.expiresAtMs + (options.next === true ? account.period * 1000 : 0)
  if (options.json === true) output.json({ code: shown, expiresAt: isoTime(expiresAtMs) })
  else output.data(shown)
}

/** `keycard remove <QUERY>`: to the trash; the secret stays until the trash is emptied. */
export async function remove(context: Context, query: string, options: { json?: boolean }): Promise<void> {
  const account = await context.listing().accounts.find(query)
  await context.listing().accounts.trash([account.id])
  if (options.json === true) {
    context.output.json({ removed: { id: account.id, issuer: account.issuer, account: account.account } })
  } else context.output.data(`Moved ${label(account)} to the trash.`)
}
