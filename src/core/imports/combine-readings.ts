import type { ImportReading, NumberedRow } from "./format.ts"
import { eachOnce } from "./rows-once.ts"

/**
 * Several files as one: the rows of the second count on after those of the first, what stands in both counts once,
 * and of a Google export in several pictures only those parts are missing that are in none.
 */
export function combineReadings(readings: readonly [ImportReading, ...ImportReading[]]): ImportReading {
  const [first, ...others] = readings
  if (others.length === 0) return first
  let offset = 0
  const all = readings.flatMap(({ rows }) => {
    const moved = rows.map((row) => ({ ...row, row: offset + row.row }))
    offset = moved.reduce((most, { row }) => Math.max(most, row), offset)
    return moved
  })
  const { rows, duplicates } = eachOnce(withMissingTogether(all, readings))
  const one = others.every(({ format }) => format === first.format)
  return {
    format: one ? first.format : "several",
    name: one ? first.name : [...new Set(readings.map(({ name }) => name))].join(", "),
    rows,
    duplicates: duplicates + readings.reduce((sum, reading) => sum + reading.duplicates, 0),
  }
}

/** The parts of one export that every file lacks, as one row for each size of export; none where all are there. */
function withMissingTogether(all: readonly NumberedRow[], readings: readonly ImportReading[]): NumberedRow[] {
  const missing = new Map<number, number[]>()
  for (const { rows } of readings) {
    for (const { size, missing: parts } of rows.flatMap(missingOf)) {
      missing.set(
        size,
        (missing.get(size) ?? parts).filter((part) => parts.includes(part)),
      )
    }
  }
  return all.flatMap((row): NumberedRow[] => {
    const [lack] = missingOf(row)
    if (lack === undefined) return [row]
    const still = missing.get(lack.size) ?? []
    missing.delete(lack.size)
    if (still.length === 0) return []
    return [{ row: row.row, kind: "skipped", label: "", error: { ...lack, missing: still } }]
  })
}

function missingOf(row: NumberedRow) {
  return row.kind === "skipped" && row.error.kind === "migration-parts" ? [row.error] : []
}
