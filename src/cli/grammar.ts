/** @file The whole grammar: help, every option, and the words for what is wrong. Loaded where it is needed. */
import { CommanderError } from "commander"
import packageJson from "../../package.json" with { type: "json" }
import type { Context } from "./context.ts"
import { exitCodes } from "./exit-code.ts"
import { createProgram } from "./program.ts"

/**
 * Runs what this process was asked for.
 * @returns the exit code, after words on stderr where the arguments are wrong
 * @throws what the command throws
 */
export async function runGrammar(open: () => Context): Promise<number> {
  try {
    await createProgram(packageJson.version, open).parseAsync(process.argv)
    return exitCodes.done
  } catch (error) {
    // commander has spoken: help and version are no failure, the rest is wrong usage.
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
}
