/** @file Which accounts and roles a person has, asked politely: few at once, with pauses where AWS wants them. */
import { inParallel } from "../accounts/in-parallel.ts"
import { findSignInIn } from "../aws/find.ts"
import { AppError, isAppError } from "../errors.ts"
import type { CenterAccount, Page } from "../ports/sso-api.ts"
import { patiently } from "./back-off.ts"
import { targetOf } from "./client.ts"
import { noteNames } from "./name-accounts.ts"
import type { CenterAccess, ListOptions, SsoDeps } from "./service.ts"
import { withToken } from "./token.ts"

/** AWS throttles ListAccountRoles early. */
const AT_ONCE = 4
/** Of 100 each: more than any organisation has accounts. */
const MOST_PAGES = 500

/** @throws AppError `sso` `answer` when the pages do not end. */
async function allPages<T>(
  signIn: string,
  read: (nextToken: string | null) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  let nextToken: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Page<T> = await read(nextToken)
    items.push(...answer.items)
    nextToken = answer.nextToken
    if (nextToken === null) return items
    if (seen.has(nextToken)) break
    seen.add(nextToken)
  }
  throw new AppError({ kind: "sso", problem: "answer", signIn })
}

const byName = (a: CenterAccount, b: CenterAccount) =>
  a.name.localeCompare(b.name, "en") || a.accountId.localeCompare(b.accountId)

/** As {@link Sso.nameAccounts}. */
export async function nameAccounts(deps: SsoDeps, id: string, signal?: AbortSignal): Promise<void> {
  const { name } = findSignInIn(await deps.index.read(), id)
  const ask = (nextToken: string | null) =>
    withToken(
      deps,
      id,
      (signIn, token) => deps.api.listAccounts(targetOf(signIn), token, nextToken, signal),
      signal,
    )
  await noteNames(deps, id, await allPages(name, ask))
}

/** As {@link Sso.access}. */
export async function listAccess(
  deps: SsoDeps,
  id: string,
  { signal: caller, onProgress }: ListOptions = {},
): Promise<CenterAccess[]> {
  const { name: signInName } = findSignInIn(await deps.index.read(), id)
  // One failure ends it for all: the others need not go on asking.
  const done = new AbortController()
  const signal = caller === undefined ? done.signal : AbortSignal.any([caller, done.signal])
  const ask = <T>(work: (target: ReturnType<typeof targetOf>, token: string) => Promise<T>): Promise<T> =>
    withToken(
      deps,
      id,
      (signIn, token) => patiently(deps, () => work(targetOf(signIn), token), signal),
      signal,
    )
  const accounts = await allPages(signInName, (nextToken) =>
    ask((target, token) => deps.api.listAccounts(target, token, nextToken, signal)),
  )
  const once = [...new Map(accounts.map((account) => [account.accountId, account])).values()]
  let asked = 0
  onProgress?.(asked, once.length)
  // A name that cannot be kept is no reason to list nothing.
  await noteNames(deps, id, once).catch(() => undefined)
  const rows = await inParallel(once, AT_ONCE, async (account): Promise<CenterAccess> => {
    const { accountId } = account
    const roleNames = await allPages(signInName, (nextToken) =>
      ask((target, token) => deps.api.listRoles(target, token, { accountId, nextToken }, signal)),
    ).catch((error: unknown) => {
      // An account that was taken away while the list was made.
      if (isAppError(error, "sso") && error.data.problem === "no-access") return []
      done.abort()
      throw error
    })
    if (signal.aborted) throw new AppError({ kind: "cancelled" })
    onProgress?.(++asked, once.length)
    return { ...account, roleNames: [...new Set(roleNames)].sort((a, b) => a.localeCompare(b, "en")) }
  })
  const open = rows.filter(({ roleNames }) => roleNames.length > 0).sort(byName)
  if (open.length === 0) throw new AppError({ kind: "sso", problem: "no-roles", signIn: signInName })
  return open
}
