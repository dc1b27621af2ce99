import type { Result } from "./figure.ts"

const heads = ["figure", "ours", "peer or limit", "ratio", "target", ""]

/** The results as a table for a terminal, a miss shown as a miss. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) =>
    "why" in result
      ? [result.figure, "", "", "", "", `skipped: ${result.why}`]
      : [
          result.figure,
          `${shown(result.value)} ${result.unit}`,
          typeof result.peer === "number" ? `${shown(result.peer)} ${result.unit}` : result.peer,
          result.ratio === undefined ? "" : result.ratio.toFixed(2),
          result.target,
          result.ok ? "ok" : "MISS",
        ],
  )
  const all = [heads, ...rows]
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd()
  const rule = widths.map((width) => "-".repeat(width)).join("  ")
  return [line(heads), rule.trimEnd(), ...rows.map(line)].join("\n")
}

/** Three significant digits or so, and never more than two after the point. */
function shown(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}
