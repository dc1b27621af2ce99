import { AppError } from "../errors.ts"
import { foldName } from "../otp/names.ts"
import type { Account } from "../vault/schema.ts"
import { accountName } from "./account-name.ts"

/**
 * The one account a query means: its id; or words, each of which stands in issuer or account, in any case. Where the
 * whole query is an issuer, an account, or both, parts of other names do not count. Where no name has the words, the
 * initials of an issuer do: `aws` is Amazon Web Services.
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
  const hits = exact.length > 0 ? exact : accountsFor(accounts, query)
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

/** The accounts whose names have a query's words, as in {@link findAccount}, or whose id it is. */
export function accountsFor(accounts: readonly Account[], query: string): Account[] {
  const folded = foldName(query)
  const words = folded.split(" ")
  const named = accounts.filter((account) => {
    const names = [foldName(account.issuer), foldName(account.account)]
    return account.id === folded || words.every((word) => names.some((name) => name.includes(word)))
  })
  return named.length > 0 ? named : accounts.filter(({ issuer }) => initials(issuer) === folded)
}

/** `aws` of Amazon Web Services; null of a single word. */
function initials(issuer: string): string | null {
  const words = foldName(issuer).match(/[\p{L}\d]+/gu) ?? []
  return words.length < 2 ? null : words.map((word) => word.charAt(0)).join("")
}

/** Accounts of one name are told apart by their ids. */
function candidateNames(hits: readonly Account[]): string[] {
  const names = hits.map(accountName)
  return hits.map((account, place) => {
    const name = names[place] ?? account.id
    return names.filter((other) => other === name).length > 1 ? `${name} ${account.id}` : name
  })
}
