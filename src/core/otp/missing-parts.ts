import type { MigrationPart } from "./google-migration.ts"

/** Google's export comes as several pictures; those not seen yet. */
export interface MissingParts {
  readonly size: number
  /** From 1, as the other telephone counts them. */
  readonly missing: number[]
}

/**
 * The first export among these parts that is not complete. Parts belong together by size and batch id; new exports
 * carry no id, there the size has to do.
 */
export function missingParts(parts: readonly MigrationPart[]): MissingParts | null {
  const seen = new Map<string, { size: number; indexes: Set<number> }>()
  for (const { size, id, index } of parts) {
    const batch = seen.get(`${size}/${id}`) ?? { size, indexes: new Set() }
    batch.indexes.add(index)
    seen.set(`${size}/${id}`, batch)
  }
  for (const { size, indexes } of seen.values()) {
    if (indexes.size === size) continue
    const all = Array.from({ length: size }, (_, index) => index)
    return { size, missing: all.filter((index) => !indexes.has(index)).map((index) => index + 1) }
  }
  return null
}
