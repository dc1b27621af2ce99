/** @file `keycard credential-process PROFILE` as AWS's tools call it: asks the running Keycard, before anything else is
 *  loaded. Only where none answers does the whole command start. */
import { writeSync } from "node:fs"
import { askAgent } from "../adapters/agent/ask-agent.ts"
import { findPlaces } from "../adapters/system/places.ts"
import { processDocument } from "../core/aws/process-document.ts"
import type { AppErrorData } from "../core/errors.ts"

/** @returns the profile where that is plainly what was asked for; null: the whole command reads the arguments */
export function profileAskedFor(args: readonly string[]): string | null {
  const [command, profile = "", ...rest] = args
  const isPlain = command === "credential-process" && rest.length === 0 && !/^(?:-|$)/.test(profile)
  return isPlain ? profile : null
}

/** Ends the process when there is an answer. @returns when there is none, and the command is to work alone */
export async function askRunning(profile: string): Promise<void> {
  const reply = await askAgent(findPlaces().keycard.agent, { profile, by: "credential-process" })
  if (reply === null) return
  if (reply.state === "credentials") process.exit(printed(`${processDocument(reply.credentials)}\n`))
  // A passphrase of this command's own opens what the window keeps locked.
  if (reply.error.kind === "locked" && (process.env.KEYCARD_PASSPHRASE_FILE ?? "") !== "") return
  process.exit(await explain(reply.error))
}

/** Straight to the descriptor: a stream would have to be made first. @returns the exit code */
function printed(text: string): number {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // Who closed the pipe wants no more.
      if (code === "EPIPE") return 0
      if (code !== "EAGAIN") return 1
    }
  }
  return 0
}

/** The words of a running Keycard's failure are made here, where its other words are made. */
async function explain(error: AppErrorData): Promise<number> {
  const { explainRunning } = await import("./explain-running.ts")
  const { words, exitCode } = explainRunning(error, Date.now())
  process.stderr.write(`${words}\n`)
  return exitCode
}
