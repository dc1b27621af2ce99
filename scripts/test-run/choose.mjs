/** Every step of `npm test`, in the order in which they run. */
export const allSteps = /** @type {const} */ (["lint", "types", "unit", "integration", "e2e"])
/** @typedef {(typeof allSteps)[number]} Step */

/**
 * `npm test -- unit e2e tests/core -t drift`: the steps by their names first, the rest is for vitest.
 * @param {readonly string[]} args
 * @returns {{ steps: readonly Step[], forVitest: readonly string[] }} all steps when none is named
 */
export function chooseSteps(args) {
  const isStep = (/** @type {string} */ text) => allSteps.some((step) => step === text)
  const end = args.findIndex((argument) => !isStep(argument))
  const named = new Set(end < 0 ? args : args.slice(0, end))
  const steps = named.size === 0 ? allSteps : allSteps.filter((step) => named.has(step))
  return { steps, forVitest: end < 0 ? [] : args.slice(end) }
}
