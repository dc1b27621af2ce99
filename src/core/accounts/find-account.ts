import { AppError } from "../errors.ts"
import { foldName } from "../otp/names.ts"
import type { Account } from "../vault/schema.ts"
import { accountName } from "./account-name.ts"

/**
 * The one account a query means: its id; or words, each of which stands in issuer or account, in any case. Where the
 * whole query is an issuer, an account, or both, parts of other names do not count.
 *
 * @throws AppError `not-found`; `ambiguous` with the names of all that fit.
 */
export function findAccount(accounts: readonly Account[], query: string): Account {
  const folded = foldName(query)
  const notFound = new AppError({ kind: "not-found", what: "account", query })
  if (folded === "") throw notFound
  const byId = accounts.find(({ id }) => id === folded)
  if (byId !== undefined) return byId
  const exact = accounts.filter((account) => spellings(account).includes(folded))
  const hits = exact.length > 0 ? exact : accounts.filter((account) => fitsQuery(account, query))
  const [first, second] = hits
  if (first === undefined) throw notFound
  if (second === undefined) return first
  throw new AppError({ kind: "ambiguous", what: "account", query, candidates: candidateNames(hits) })
}

/** All that names an account exactly. */
function spellings({ issuer, account }: Account): string[] {
  const both = issuer !== "" && account !== ""
  const whole = both ? [`${issuer} ${account}`, `${issuer}:${account}`, `${issuer} (${account})`] : []
  return [issuer, account, ...whole].map(foldName)
}

/** Whether a query's words, as in {@link findAccount}, stand in this account's names, or it is its id. */
export function fitsQuery(account: Account, query: string): boolean {
  const folded = foldName(query)
  const names = [foldName(account.issuer), foldName(account.account)]
  return account.id === folded || folded.split(" ").every((word) => names.some((name) => name.includes(word)))
}

/** Accounts of one name are told apart by their ids. */
function candidateNames(hits: readonly Account[]): string[] {
  const names = hits.map(accountName)
  return hits.map((account, place) => {
    const name = names[place] ?? account.id
    return names.filter((other) => other === name).length > 1 ? `${name} ${account.id}` : name
  })
}
