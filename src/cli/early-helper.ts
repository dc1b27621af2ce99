import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { forkHelper } from "../adapters/keychain/fork-helper.ts"
import type { Channel } from "../adapters/keychain/helper-messages.ts"
import { findPlaces } from "../adapters/system/places.ts"

/** The commands that open the keychain whenever their arguments are right. */
const OPENING = new Set(["add", "import", "code", "refresh", "credential-process", "backup"])

/**
 * Starts the keychain's helper where the command will ask the system's keychain: it takes as long to load as the
 * command itself, and both can load at once.
 * @returns null where it will not be needed, or may not be: then the first question starts it.
 */
export function startHelperEarly(args: readonly string[], env: NodeJS.ProcessEnv): Channel | null {
  const [command = ""] = args
  const willOpen = OPENING.has(command) && !args.includes("--help") && !args.includes("--dry-run")
  if (!willOpen || env.KEYCARD_KEYCHAIN === "file") return null
  // With an encrypted file there, the system's keychain is most likely not the one in use.
  return existsSync(findPlaces().keycard.keychain) ? null : startHelper()
}

/** In a child: a keyring that never answers would hold this process past its end, and take its exit code. */
export function startHelper(): Channel {
  return forkHelper(builtScript("keychain-process"))
}

/** Path of a built entry point of this name. */
export function builtScript(name: string): string {
  return fileURLToPath(new URL(`${name}.cjs`, builtFolder()))
}

/** The folder of the built entry points; this module may have been put into a chunk below it. */
function builtFolder(): URL {
  const here = new URL(".", import.meta.url)
  return here.pathname.endsWith("/chunks/") ? new URL("..", here) : here
}
