/** @file In what order the accounts stand. Pure. */
import type { AccountView } from "../../shared/ipc/views.ts"
import type { AppState } from "../state.ts"

export type Sort = AppState["settings"]["sort"]

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true })

/** Pinned first, then by issuer and account as a person would sort them. */
export function byName(a: AccountView, b: AccountView): number {
  return (
    Number(b.pinned) - Number(a.pinned) ||
    collator.compare(a.issuer || a.account, b.issuer || b.account) ||
    collator.compare(a.account, b.account) ||
    (a.id < b.id ? -1 : 1)
  )
}

const pinnedFirst = (a: AccountView, b: AccountView) => Number(b.pinned) - Number(a.pinned)

const compare: Readonly<Record<Sort, (a: AccountView, b: AccountView) => number>> = {
  name: byName,
  // The sort is stable: the order of the vault stays.
  own: pinnedFirst,
  recent: (a, b) => pinnedFirst(a, b) || (b.usedAtMs ?? -1) - (a.usedAtMs ?? -1) || byName(a, b),
  often: (a, b) => pinnedFirst(a, b) || b.uses - a.uses || byName(a, b),
}

/** The same list is asked for twice at the start: for its first codes, then to be shown. */
const sortedLast = new WeakMap<readonly AccountView[], { sort: Sort; sorted: readonly AccountView[] }>()

/** Those that are not in the trash, sorted. @param list in the order of the vault */
export function inOrder(list: readonly AccountView[], sort: Sort): readonly AccountView[] {
  const before = sortedLast.get(list)
  if (before?.sort === sort) return before.sorted
  const sorted = list.filter(({ trashedAtMs }) => trashedAtMs === null).sort(compare[sort])
  sortedLast.set(list, { sort, sorted })
  return sorted
}

/**
 * The next list in the order of the present one, where the two differ by nothing that a person did to the list: a use
 * that was counted must not move a row from under the pointer, or the next click copies another code.
 * null: they differ by more.
 */
export function inPresentOrder(
  next: readonly AccountView[],
  present: readonly AccountView[],
): AccountView[] | null {
  if (next.length !== present.length) return null
  const byId = new Map(next.map((account) => [account.id, account]))
  const kept = present.flatMap(({ id, pinned }) => {
    const account = byId.get(id)
    return account?.pinned === pinned ? [account] : []
  })
  return kept.length === next.length ? kept : null
}

/** A move in one's own order: which account, and the one that it goes before in the vault (null: last). */
export interface Move {
  readonly id: string
  readonly beforeId: string | null
}

/**
 * What brings an account of the list to another place of it. Pinned ones stay among the pinned, the others among the
 * others: a place beyond is the nearest of theirs.
 *
 * @param all the vault's order, with the trash @param shown the list, in one's own order @param to the place that it
 * is to have. @returns null where that changes nothing
 */
export function moveTo(
  all: readonly AccountView[],
  shown: readonly AccountView[],
  from: number,
  to: number,
): Move | null {
  const moved = shown[from]
  if (moved === undefined) return null
  const pinned = shown.filter((account) => account.pinned).length
  const [first, last] = moved.pinned ? [0, pinned - 1] : [pinned, shown.length - 1]
  const place = Math.min(last, Math.max(first, to))
  if (place === from) return null
  // Behind the one that stood there when it goes down, before it when it goes up.
  const neighbour = shown[place]
  if (neighbour === undefined) return null
  if (place < from) return { id: moved.id, beforeId: neighbour.id }
  return { id: moved.id, beforeId: followerOf(all, neighbour.id) }
}

/** The account that stands behind this one in the vault; null: none. */
export function followerOf(all: readonly AccountView[], id: string): string | null {
  const at = all.findIndex((account) => account.id === id)
  return all[at + 1]?.id ?? null
}

/** The vault's order after a move. */
export function afterMove(all: readonly AccountView[], { id, beforeId }: Move): AccountView[] {
  const moved = all.filter((account) => account.id === id)
  const rest = all.filter((account) => account.id !== id)
  const at = beforeId === null ? -1 : rest.findIndex((account) => account.id === beforeId)
  return at === -1 ? [...rest, ...moved] : [...rest.slice(0, at), ...moved, ...rest.slice(at)]
}
