/** @file Tags of many accounts. Pure. Tags that differ in capitals only are one, as in the vault. */
import type { Request } from "../../shared/ipc/contract.ts"
import type { AccountView } from "../../shared/ipc/views.ts"

export const maxTagLength = 60
export const maxTags = 50

/** For comparing tags. */
export const foldTag = (tag: string) => tag.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()

export interface TagUse {
  readonly tag: string
  readonly uses: number
}

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true })

/** Every tag once, as it is written most often, with the number of accounts that have it; by name. */
export function tagsOf(accounts: readonly AccountView[]): TagUse[] {
  const spelt = new Map<string, Map<string, number>>()
  for (const { tags } of accounts) {
    for (const tag of tags) {
      const folded = foldTag(tag)
      const spellings = spelt.get(folded) ?? new Map<string, number>()
      spelt.set(folded, spellings.set(tag, (spellings.get(tag) ?? 0) + 1))
    }
  }
  const uses = [...spelt.values()].map((spellings): TagUse => {
    const [first] = [...spellings].sort((a, b) => b[1] - a[1])
    return { tag: first?.[0] ?? "", uses: [...spellings.values()].reduce((sum, count) => sum + count, 0) }
  })
  return uses.sort((a, b) => collator.compare(a.tag, b.tag))
}

/** With one more: what was typed, or the spelling that is in use; the same list where it is there already. */
export function withTag(tags: readonly string[], typed: string, known: readonly string[]): readonly string[] {
  // A leading # is how it was found, not what it is called.
  const tag = typed
    .replace(/^[\s#]+/, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, maxTagLength)
  const folded = foldTag(tag)
  if (folded === "" || tags.length >= maxTags || tags.some((each) => foldTag(each) === folded)) return tags
  return [...tags, known.find((each) => foldTag(each) === folded) ?? tag]
}

/** What to offer for what was typed: tags in use that hold it and are not there yet. */
export function suggestedTags(typed: string, known: readonly string[], tags: readonly string[]): string[] {
  const needle = foldTag(typed.replace(/^[\s#]+/, ""))
  const has = new Set(tags.map(foldTag))
  const fitting = known.filter((tag) => !has.has(foldTag(tag)) && foldTag(tag).includes(needle))
  const begins = (tag: string) => Number(foldTag(tag).startsWith(needle))
  return fitting.sort((a, b) => begins(b) - begins(a)).slice(0, 6)
}

export type ManyChange = Request<"accounts:edit-many">

/** The changes that take a change of many back, for the accounts as they were before it. */
export function inverseOf(before: readonly AccountView[], change: ManyChange): ManyChange[] {
  const ids = new Set(change.ids)
  const changed = before.filter(({ id }) => ids.has(id))
  const has = (account: AccountView, tag: string) =>
    account.tags.some((each) => foldTag(each) === foldTag(tag))
  const of = (some: readonly AccountView[]) => some.map(({ id }) => id)
  const changes: ManyChange[] = []
  for (const tag of change.addTags ?? []) {
    changes.push({ ids: of(changed.filter((account) => !has(account, tag))), removeTags: [tag] })
  }
  for (const tag of change.removeTags ?? []) {
    // Each in its own spelling.
    const spellings = new Map<string, string[]>()
    for (const { id, tags } of changed) {
      for (const each of tags) {
        if (foldTag(each) === foldTag(tag)) spellings.set(each, [...(spellings.get(each) ?? []), id])
      }
    }
    for (const [spelling, those] of spellings) changes.push({ ids: those, addTags: [spelling] })
  }
  if (change.pinned !== undefined) {
    const pinned = !change.pinned
    changes.push({ ids: of(changed.filter((account) => account.pinned === pinned)), pinned })
  }
  return changes.filter((each) => each.ids.length > 0)
}
