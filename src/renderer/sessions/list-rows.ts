/** @file The list of sessions as rows of cards, with or without headings, and how the arrow keys move in it. Pure. */

export interface Grouped<T> {
  /** Of a group: the account's number; "" where it is not known yet. */
  readonly key: string
  readonly items: readonly T[]
}

export type CardRow<T> =
  | { readonly kind: "heading"; readonly key: string; readonly count: number }
  | { readonly kind: "cards"; readonly key: string; readonly items: readonly T[] }

/** In the order in which groups come first, so that the one with the most urgent session leads; the unknown last. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Grouped<T>[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  const all = [...groups].map(([key, members]) => ({ key, items: members }))
  return [...all.filter(({ key }) => key !== ""), ...all.filter(({ key }) => key === "")]
}

/** @param keyOf null: without headings */
export function rowsOf<T>(
  items: readonly T[],
  columns: number,
  keyOf: ((item: T) => string) | null,
): CardRow<T>[] {
  const groups = keyOf === null ? [{ key: "", items }] : groupBy(items, keyOf)
  return groups.flatMap((group): CardRow<T>[] => {
    const rows: CardRow<T>[] =
      keyOf === null ? [] : [{ kind: "heading", key: group.key, count: group.items.length }]
    for (let at = 0; at < group.items.length; at += columns)
      rows.push({ kind: "cards", key: group.key, items: group.items.slice(at, at + columns) })
    return rows
  })
}

/** The cards as the arrow keys go through them. */
export function inReadingOrder<T>(rows: readonly CardRow<T>[]): T[] {
  return rows.flatMap((row) => (row.kind === "cards" ? row.items : []))
}

/**
 * Where a key leads from a card.
 * @param from null: no card is chosen yet
 * @param page how many rows Page Up and Down move
 * @returns the card; "search": up, out of the list; null: the key is not of the list
 */
export function moveIn<T>(
  rows: readonly CardRow<T>[],
  from: T | null,
  key: string,
  page: number,
): T | "search" | null {
  const lines = rows.flatMap((row) => (row.kind === "cards" ? [row.items] : []))
  const flat = lines.flat()
  const first = flat.at(0)
  if (first === undefined) return null
  const at = from === null ? -1 : flat.indexOf(from)
  const line = from === null ? -1 : lines.findIndex((items) => items.includes(from))
  if (at === -1 || from === null) return key.startsWith("Arrow") || key === "Home" ? first : null
  const column = lines[line]?.indexOf(from) ?? 0
  const inLine = (to: number) => {
    const items = lines[Math.min(lines.length - 1, Math.max(0, to))] ?? []
    return items[Math.min(items.length - 1, column)] ?? from
  }
  switch (key) {
    case "ArrowRight":
      return flat[at + 1] ?? from
    case "ArrowLeft":
      return flat[at - 1] ?? from
    case "ArrowDown":
      return inLine(line + 1)
    case "ArrowUp":
      return line === 0 ? "search" : inLine(line - 1)
    case "PageDown":
      return inLine(line + page)
    case "PageUp":
      return inLine(line - page)
    case "Home":
      return first
    case "End":
      return flat.at(-1) ?? from
    default:
      return null
  }
}

/** Those of `kept` in its order, as long as they are there; what is new comes where it stands in `sorted`. */
export function inKeptOrder(sorted: readonly string[], kept: readonly string[]): string[] {
  const there = new Set(sorted)
  const known = new Set(kept)
  const old = kept.filter((id) => there.has(id))
  let next = 0
  return sorted.map((id) => (known.has(id) ? (old[next++] ?? id) : id))
}
