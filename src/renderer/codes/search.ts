/** @file Search as one types: issuer, account and tags, tolerant of order and of one slip a word; notes as they are
 *  written; `#tag` for a tag alone. Pure. */
import uFuzzy from "@leeoniya/ufuzzy"
import type { AccountView } from "../../shared/ipc/views.ts"
import { foldTag } from "./tags.ts"

/** Where a text is to be marked: pairs of start and end. */
export type Ranges = readonly (readonly [start: number, end: number])[]

export interface Hit {
  readonly account: AccountView
  readonly issuer: Ranges
  readonly name: Ranges
  /** The tag that matched, shown because neither name did; `note` where it was found in the note alone. */
  readonly tag: string | null
}

export interface SearchIndex {
  readonly accounts: readonly AccountView[]
  /** What is searched in, by account. Made when it is first asked for: the start has no time for it. */
  readonly texts: () => string[]
  /** The notes, for those that have one. */
  readonly notes: () => readonly { readonly at: number; readonly text: string }[]
  /** Each account as a hit with nothing marked: always the same objects, so that rows that stay are not drawn anew. */
  readonly plain: readonly Hit[]
}

/** Tolerant of one slip a word; for other lists, too. */
export const fuzzy = new uFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: "\\p{Ll}\\p{Lu}",
  intraBound: "\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}",
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  // One slip a word: a letter too many, too few, wrong, or two that changed places.
  intraMode: 1,
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
})

/** Above this many matches the order of the list is kept: ranking them would not help anybody. */
const rankedAtMost = 1_000
/** How many words may stand in another order. */
const wordsInAnyOrder = 4

/** Small letters without their accents, of the same length, so that places in it are places in the name. */
export function fold(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text
  let folded = ""
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at)
    folded += unit < "\u0080" ? unit : unit.normalize("NFD").charAt(0)
  }
  return folded
}

export function indexAccounts(accounts: readonly AccountView[]): SearchIndex {
  let texts: string[] | null = null
  let notes: { at: number; text: string }[] | null = null
  return {
    accounts,
    // The initials last: what is found in them is marked nowhere.
    texts: () =>
      (texts ??= accounts.map(({ issuer, account, tags }) =>
        fold([issuer, account, ...tags, initials(issuer)].join(" ")),
      )),
    notes: () =>
      (notes ??= accounts.flatMap(({ note }, at) => (note === "" ? [] : [{ at, text: lower(note) }]))),
    plain: accounts.map((account) => ({ account, issuer: [], name: [], tag: null })),
  }
}

/** "AWS" of Amazon Web Services; nothing of a single word. */
function initials(issuer: string): string {
  const words = issuer.match(/[\p{L}\d]+/gu) ?? []
  return words.length < 2 ? "" : words.map((word) => word.charAt(0)).join("")
}

/** What was typed: words to look for, and tags to keep to. A lone `#` is on its way to be one. */
export function readQuery(query: string): { words: string; tags: string[] } {
  const tags: string[] = []
  const words = query.replace(/(^|\s)#(\S*)/gu, (_whole, before: string, tag: string) => {
    if (tag !== "") tags.push(tag)
    return before
  })
  return { words: words.trim(), tags }
}

/** How a tag is written behind `#`: without its spaces. */
const tagWord = (tag: string) => foldTag(tag).replaceAll(" ", "")

/**
 * The accounts that match, the best first; all of them, in their order, for an empty query.
 * @param tag keeps to those that have it; null: to none. `#tag` in the query may be the beginning of one.
 */
export function search(index: SearchIndex, query: string, tag: string | null = null): readonly Hit[] {
  const { words, tags } = readQuery(query)
  const found = searchWords(index, words)
  if (tags.length === 0 && tag === null) return found
  const [begun, whole] = [tags.map(tagWord), tag === null ? null : foldTag(tag)]
  return found.filter(
    ({ account }) =>
      begun.every((each) => account.tags.some((its) => tagWord(its).startsWith(each))) &&
      (whole === null || account.tags.some((its) => foldTag(its) === whole)),
  )
}

function searchWords(index: SearchIndex, words: string): readonly Hit[] {
  const hits = searchNames(index, words)
  // One letter is in every note.
  if (words.length < 2 || index.notes().length === 0) return hits
  const needle = lower(words)
  const there = new Set(hits.map(({ account }) => account.id))
  const more = index.notes().flatMap(({ at, text }): Hit[] => {
    const account = index.accounts[at]
    if (account === undefined || there.has(account.id) || !text.includes(needle)) return []
    return [{ account, issuer: [], name: [], tag: "note" }]
  })
  return more.length === 0 ? hits : [...hits, ...more]
}

function searchNames(index: SearchIndex, words: string): readonly Hit[] {
  const { accounts, plain } = index
  const needle = fold(words)
  if (needle === "") return plain
  const texts = index.texts()
  const unmarked = (place: number) => plain[place] ?? []
  const [found, info, order] = fuzzy.search(texts, needle, wordsInAnyOrder, rankedAtMost)
  if (found === null) return literal(texts, needle).flatMap(unmarked)
  if (info === null) return found.flatMap(unmarked)
  const hits = order.flatMap((place) => {
    const at = info.idx[place]
    const account = at === undefined ? undefined : accounts[at]
    return account === undefined ? [] : [marked(account, pairs(info.ranges[place] ?? []))]
  })
  const typed = lower(needle)
  const begins = ({ account: { issuer, account } }: Hit) =>
    [issuer || account, initials(issuer)].some((text) => lower(text).startsWith(typed))
  // Those whose issuer begins with what was typed come first; the better match before the worse in both halves.
  const first: Hit[] = []
  const rest: Hit[] = []
  for (const hit of hits) (begins(hit) ? first : rest).push(hit)
  return [...first, ...rest]
}

const lower = (text: string) => fold(text).toLowerCase()

/** What uFuzzy cannot look for, being neither letter nor digit: an emoji, "+". */
function literal(texts: readonly string[], needle: string): number[] {
  return texts.flatMap((text, index) => (text.toLowerCase().includes(needle.toLowerCase()) ? [index] : []))
}

function pairs(flat: readonly number[]): [number, number][] {
  const result: [number, number][] = []
  for (let at = 0; at + 1 < flat.length; at += 2) result.push([flat[at] ?? 0, flat[at + 1] ?? 0])
  return result
}

function marked(account: AccountView, ranges: readonly [number, number][]): Hit {
  const issuer = within(ranges, 0, account.issuer.length)
  const nameAt = account.issuer.length + 1
  const name = within(ranges, nameAt, nameAt + account.account.length)
  let at = nameAt + account.account.length + 1
  let matched: string | null = null
  for (const tag of account.tags) {
    if (matched === null && within(ranges, at, at + tag.length).length > 0) matched = tag
    at += tag.length + 1
  }
  return { account, issuer, name, tag: issuer.length + name.length > 0 ? null : matched }
}

/** The parts of ranges that lie between two places, counted from the first. */
function within(ranges: readonly [number, number][], from: number, to: number): [number, number][] {
  return ranges.flatMap(([start, end]): [number, number][] => {
    const first = Math.max(start, from)
    const last = Math.min(end, to)
    return first < last ? [[first - from, last - from]] : []
  })
}
