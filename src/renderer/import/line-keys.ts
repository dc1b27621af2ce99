/** @file The keys of the preview's list. Pure. */

/**
 * The line a key leads to; null: the key does not move.
 * @param at the present line, -1 where there is none
 * @param visible how many fit on the screen
 */
export function lineFor(key: string, at: number, count: number, visible: number): number | null {
  const within = (to: number) => Math.min(count - 1, Math.max(0, to))
  if (count === 0) return null
  switch (key) {
    case "ArrowDown":
      return within(at + 1)
    case "ArrowUp":
      return within(at - 1)
    case "PageDown":
      return within(Math.max(at, 0) + Math.max(1, visible - 1))
    case "PageUp":
      return within(at - Math.max(1, visible - 1))
    case "Home":
      return 0
    case "End":
      return count - 1
    default:
      return null
  }
}

/** The next or the one before, round and round. */
export function turned<T>(all: readonly T[], present: T, by: 1 | -1): T {
  const at = all.indexOf(present)
  return all[(at + by + all.length) % all.length] ?? present
}
