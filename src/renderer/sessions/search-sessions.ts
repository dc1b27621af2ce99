/** @file Search in the sessions as one types, in the way of the codes: any order, one slip a word. Pure. */
import type { KeyView, SessionCard } from "../../shared/ipc/views.ts"
import { fold, fuzzy } from "../codes/search.ts"
import { accountWords, identityWords } from "./arn-words.ts"

const wordsInAnyOrder = 4
const rankedAtMost = 1_000

/** What is searched in: the profile, its account in either writing, region, roles, and the key's name. */
export function searchText(session: SessionCard, key: KeyView | null): string {
  const accountId = session.accountId ?? session.center?.accountId ?? key?.accountId ?? null
  const parts = [
    session.name,
    ...(accountId === null ? [] : [accountId, accountWords(accountId)]),
    session.region,
    ...session.roleArns.map(identityWords),
    session.arn === null ? null : identityWords(session.arn),
    key?.name,
    session.center?.accountName,
    session.center?.roleName,
  ]
  return fold(parts.filter((part) => part !== null && part !== undefined).join(" "))
}

/** The sessions that match, best first; all of them, in their order, for an empty query. */
export function searchSessions<T>(
  sessions: readonly T[],
  textOf: (session: T) => string,
  query: string,
): T[] {
  const needle = fold(query.trim())
  if (needle === "") return [...sessions]
  const texts = sessions.map(textOf)
  const [found, info, order] = fuzzy.search(texts, needle, wordsInAnyOrder, rankedAtMost)
  const places =
    found === null
      ? // Neither letter nor digit: as it is written.
        texts.flatMap((text, at) => (text.toLowerCase().includes(needle.toLowerCase()) ? [at] : []))
      : info === null
        ? found
        : order.map((at) => info.idx[at] ?? -1)
  // A slip is forgiven where nothing is as it was typed: profiles are often told apart by one figure.
  const words = needle.toLowerCase().split(/\s+/)
  const asTyped = places.filter((at) => words.every((word) => texts[at]?.toLowerCase().includes(word)))
  return (asTyped.length > 0 ? asTyped : places).flatMap((at) => {
    const session = sessions[at]
    return session === undefined ? [] : [session]
  })
}
