/** @file Choosing many rows. Pure; `picked` in selection.ts holds the choice. */

export type Picked = ReadonlySet<string>

export function toggled(picked: Picked, id: string): Picked {
  const next = new Set(picked)
  if (!next.delete(id)) next.add(id)
  return next
}

/** With all from the one where the choice began to this one, as they stand in the list. */
export function withRange(
  picked: Picked,
  list: readonly string[],
  anchor: string | null,
  to: string,
): Picked {
  const end = list.indexOf(to)
  if (end === -1) return picked
  const begin = anchor === null ? -1 : list.indexOf(anchor)
  const [first, last] = begin === -1 ? [end, end] : [Math.min(begin, end), Math.max(begin, end)]
  return new Set([...picked, ...list.slice(first, last + 1)])
}

/** Without those that are gone; the same set where none is. */
export function stillThere(picked: Picked, present: Picked): Picked {
  for (const id of picked)
    if (!present.has(id)) return new Set([...picked].filter((each) => present.has(each)))
  return picked
}
