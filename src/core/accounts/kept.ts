/** @file Entries of other programs that Keycard cannot compute: it keeps their links, so that an export has them. */
import { AppError } from "../errors.ts"
import type { SecretName } from "../ports/secret-store.ts"
import { noted } from "../vault/noted.ts"
import { accountName } from "./account-name.ts"
import type { AccountsDeps, KeptChoice } from "./service.ts"

/** The keychain item that holds the link. Like an account's it is written once and never overwritten. */
export function keptNameOf(id: string): SecretName {
  return `kept/${id}`
}

/** @throws AppError `not-found`, `secret-missing`, `keychain` */
export async function readKept({ index, secrets }: AccountsDeps, id: string): Promise<string> {
  const { kept } = await index.read()
  const entry = kept.find((candidate) => candidate.id === id)
  if (entry === undefined) throw new AppError({ kind: "not-found", what: "account" })
  const uri = await secrets.get(keptNameOf(id))
  if (uri === null) throw new AppError({ kind: "secret-missing", what: "account", name: accountName(entry) })
  return uri
}

/** All deletions are tried; the first failure is thrown, and the entries are gone from the index all the same. */
export async function removeKept(deps: AccountsDeps, ids: readonly string[]): Promise<void> {
  const { index, secrets } = deps
  const wanted = new Set(ids)
  const names = [...wanted].map(keptNameOf)
  await noted(deps, names, async (settled) => {
    await index.update((vault) => {
      const kept = vault.kept.filter(({ id }) => !wanted.has(id))
      return kept.length === vault.kept.length ? vault : { ...vault, kept }
    })
    const failures: unknown[] = []
    for (const name of names) await secrets.delete(name).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
    settled()
  })
}

/** Those of the new ones whose link is not kept yet: a file imported twice is kept once. */
export async function freshKept(
  { index, secrets }: AccountsDeps,
  choices: readonly KeptChoice[],
): Promise<KeptChoice[]> {
  if (choices.length === 0) return []
  const known = new Set<string | null>()
  for (const { id } of (await index.read()).kept) known.add(await secrets.get(keptNameOf(id)))
  const fresh: KeptChoice[] = []
  for (const choice of choices) {
    if (!known.has(choice.uri)) fresh.push(choice)
    known.add(choice.uri)
  }
  return fresh
}
