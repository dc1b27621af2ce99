/** @file The keychain helper: a process of its own, because keytar may hang and crash. It writes no log. */
import { loadKeytar } from "../adapters/keychain/load-keytar.ts"
import { answerKeychain } from "../adapters/keychain/serve-keychain.ts"

/** Electron's end of the channel to the process that made this one (utilityProcess). */
interface ParentPort {
  on(event: "message", listener: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

const parentPort = Reflect.get(process, "parentPort") as ParentPort | undefined

async function reply(message: unknown, send: (answer: unknown) => void): Promise<void> {
  const answer = await answerKeychain(message)
  if (answer !== null) send(answer)
}

// Before the first question: its owner is still loading too. What fails here is told when it is asked.
void loadKeytar().catch(() => undefined)

if (parentPort !== undefined) {
  parentPort.on("message", ({ data }) => void reply(data, (answer) => parentPort.postMessage(answer)))
} else {
  process.on("message", (message) => void reply(message, (answer) => process.send?.(answer)))
  // A call may hang in a thread, and Node would wait for it: with the owner gone there is nothing to wait for.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"))
}
