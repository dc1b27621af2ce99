import { writeFileSync } from "node:fs"

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Counts */

/**
 * A vitest reporter that writes what the summary needs, to the file that KEYCARD_TEST_COUNTS names: vitest's own JSON
 * leaves out why a test was skipped.
 */
export default class CountsReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} testModules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    const file = process.env.KEYCARD_TEST_COUNTS
    if (file) writeFileSync(file, JSON.stringify(countsOf(testModules, unhandledErrors.length)))
  }
}

/**
 * @param {readonly import("vitest/node").TestModule[]} testModules
 * @param {number} unhandledErrors errors outside of any test: each counts as a failure
 * @returns {Counts}
 */
function countsOf(testModules, unhandledErrors) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: unhandledErrors, skipped: [] }
  for (const testModule of testModules) {
    const failedBefore = counts.failed
    for (const test of testModule.children.allTests()) {
      const result = test.result()
      if (result.state === "passed") counts.passed += 1
      else if (result.state === "failed") counts.failed += 1
      else
        counts.skipped.push({
          name: `${testModule.relativeModuleId}: ${test.fullName}`,
          reason: ("note" in result && result.note) || "",
        })
    }
    // A file that could not even be read holds no test that failed.
    if (testModule.state() === "failed" && counts.failed === failedBefore) counts.failed += 1
  }
  return counts
}
