/** Runs `work` for each item, at most `width` at once; results in the order of the items. The first failure is thrown. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>()
  const queue = items.entries()
  const worker = async () => {
    for (const [place, item] of queue) results.set(place, await work(item))
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return items.map((_, place) => results.get(place) as R)
}
