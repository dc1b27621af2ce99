/** @file The `keycard` command: same core and adapters as the window, no Electron, no display. */
import type { Channel } from "../adapters/keychain/helper-messages.ts"
import { createContext } from "./compose.ts"
import type { Context } from "./context.ts"
import { exitCodes } from "./exit-code.ts"
import { createOutput, type Output } from "./output.ts"
import { plainCommand } from "./plain-command.ts"
import { report } from "./report.ts"

/** What is under way gets this long to end well after Ctrl-C. */
const GRACE_MS = 1_000

/**
 * Runs the command of this process and ends it.
 * @param helper of the keychain, where one was started already
 */
export async function run(helper: Channel | null): Promise<never> {
  const written = { failed: false }
  const output = createOutput(process.stdout, process.stderr, () => {
    written.failed = true
  })
  const abort = new AbortController()
  const unfinished = new Set<Promise<unknown>>()
  const finishing = async <T>(work: Promise<T>): Promise<T> => {
    unfinished.add(work)
    try {
      return await work
    } finally {
      unfinished.delete(work)
    }
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      abort.abort()
      setTimeout(() => {
        void Promise.allSettled(unfinished).then(() => {
          output.status(null)
          process.exit(exitCodes.interrupted)
        })
      }, GRACE_MS).unref()
    })
  }
  process.on("uncaughtException", (error) => process.exit(report(output, error, Date.now())))

  const exitCode = await runCommand(output, () => createContext(output, abort.signal, helper, finishing))
  output.status(null)
  await flush(process.stdout)
  await flush(process.stderr)
  // A hung keychain call must not hold the process. A reader must not take half of the data for all of it.
  process.exit(written.failed && exitCode === exitCodes.done ? exitCodes.bug : exitCode)
}

async function runCommand(output: Output, open: () => Context): Promise<number> {
  try {
    const plain = plainCommand(process.argv.slice(2))
    if (plain === null) return await (await import("./grammar.ts")).runGrammar(open)
    await plain(open())
    return exitCodes.done
  } catch (error) {
    return report(output, error, Date.now())
  }
}

/** Until all that was written is out, or has failed and said so. */
async function flush(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.write("", () => setImmediate(resolve))
  })
}
