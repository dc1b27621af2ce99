/** @typedef {import("./reporter.mjs").Counts} Counts */
/** @typedef {{ name: string, ok: boolean, seconds: number, counts?: Counts, note?: string }} StepResult */

/**
 * What stands at the end of `npm test`: each step, what was skipped and why, and one plain last line.
 * @param {readonly StepResult[]} steps
 */
export function summaryOf(steps) {
  const width = Math.max(...steps.map(({ name }) => name.length))
  const rows = steps.map(({ name, ok, seconds, counts, note }) => {
    const tail = counts ? totalsOf([counts]) : (note ?? "")
    return `  ${name.padEnd(width)}  ${ok ? "ok    " : "FAILED"}  ${seconds.toFixed(1).padStart(6)} s  ${tail}`.trimEnd()
  })
  const counted = steps.flatMap(({ counts }) => counts ?? [])
  const skipped = skippedByReason(counted.flatMap((counts) => counts.skipped))
  const lines = ["", "Summary", ...rows, ""]
  if (skipped.length > 0) lines.push("Skipped", ...skipped, "")
  return [...lines, totalsOf(counted)].join("\n")
}

/** @param {readonly Counts[]} all */
function totalsOf(all) {
  const sum = (/** @type {(counts: Counts) => number} */ count) =>
    all.reduce((total, c) => total + count(c), 0)
  return `${sum((c) => c.passed)} passed, ${sum((c) => c.failed)} failed, ${sum((c) => c.skipped.length)} skipped`
}

/**
 * The reason once, then the tests that it holds for.
 * @param {Counts["skipped"]} skipped
 * @returns {string[]}
 */
function skippedByReason(skipped) {
  const byReason = new Map()
  for (const { name, reason } of skipped) {
    const key = reason || "for the reason in their names, if any"
    byReason.set(key, [...(byReason.get(key) ?? []), name])
  }
  return [...byReason].flatMap(([reason, names]) => [
    `  ${reason}:`,
    ...names.map((/** @type {string} */ name) => `    ${name}`),
  ])
}
