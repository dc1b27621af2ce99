/** @file The whole command: the keychain's helper first, so that it gets ready while the command is loaded. */
import { startHelperEarly } from "./early-helper.ts"

export async function start(): Promise<void> {
  const helper = startHelperEarly(process.argv.slice(2), process.env)
  const { run } = await import("./run.ts")
  await run(helper)
}
