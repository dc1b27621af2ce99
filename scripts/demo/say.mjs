import { SetupFailure } from "../setup/failure.mjs"
import { showProgress } from "../setup/progress.mjs"

let count = 0

/**
 * One step of the demo: says what is being done, does it, and then what came of it.
 * @template T
 * @param {string} title
 * @param {() => Promise<{ said?: readonly string[], value: T }>} work said: the lines that tell a person what happened
 * @returns {Promise<T>} the value
 * @throws {SetupFailure} that names the step
 */
export async function step(title, work) {
  count += 1
  process.stdout.write("\n")
  try {
    const { said = [], value } = await showProgress(`${count}. ${title}`, work)
    for (const line of said) process.stdout.write(`   ${line}\n`)
    return value
  } catch (error) {
    throw new SetupFailure({
      what: `The demo stopped at step ${count}: ${title}.`,
      why: error instanceof Error ? error.message : String(error),
      todo: "Run `npm test -- e2e` to see which part does not work.",
    })
  }
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}
