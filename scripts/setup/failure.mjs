/**
 * A failure that a person can act on: what happened, why, and what to do about it. Anything else that is thrown in
 * these scripts is a bug and keeps its stack.
 */
export class SetupFailure extends Error {
  /** @param {{ what: string, why?: string, todo: string }} words */
  constructor({ what, why, todo }) {
    super([what, why, todo].filter(Boolean).join("\n"))
    this.name = "SetupFailure"
  }
}

/**
 * Runs a script's main function and turns its failure into words and an exit code.
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    process.stderr.write(`\n${error.message}\n`)
    process.exitCode = 1
  }
}
