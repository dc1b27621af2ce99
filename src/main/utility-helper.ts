import { utilityProcess } from "electron"
import type { Channel } from "../adapters/keychain/helper-messages.ts"

/**
 * The keychain helper as a process of Electron's. Only after the app is ready.
 * @param script path of the built `keychain-process`
 */
export function forkUtility(script: string): Channel {
  const child = utilityProcess.fork(script, [], { serviceName: "keychain", stdio: "ignore" })
  return {
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void child.once("exit", listener),
    kill: () => {
      // A call that hangs holds a thread; only this signal does not wait for it.
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL")
    },
  }
}
