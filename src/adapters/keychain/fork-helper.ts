import { fork } from "node:child_process"
import type { Channel } from "./helper-messages.ts"

/**
 * The keychain helper as a child of Node. It does not keep its owner running, and ends with it.
 * @param script path of the built `keychain-process`.
 */
export function forkHelper(script: string, env: NodeJS.ProcessEnv = process.env): Channel {
  const child = fork(script, [], { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [], env })
  // While a question is under way its time limit keeps the owner running.
  child.unref()
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve())
    child.once("error", () => resolve())
  })
  return {
    postMessage: (message) => {
      child.send(message, () => undefined)
    },
    onMessage: (listener) => {
      child.on("message", listener) // which holds the channel, and with it the owner
      child.channel?.unref()
    },
    onExit: (listener) => {
      void exited.then(listener)
    },
    kill: () => {
      child.kill("SIGKILL")
    },
  }
}
