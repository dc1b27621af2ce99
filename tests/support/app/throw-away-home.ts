import { rm } from "node:fs/promises"
import { makeHome } from "../../../scripts/session/home.mjs"

export interface ThrowAwayHome {
  /** An empty folder. */
  readonly home: string
  /** HOME, XDG_*, KEYCARD_HOME and the places of AWS's shared files, all inside it. */
  readonly env: Readonly<Record<string, string>>
  readonly remove: () => Promise<void>
}

/** A home that no one lives in: the app and its tools find nothing there, and nothing of the person who runs the tests. */
export async function throwAwayHome(): Promise<ThrowAwayHome> {
  const { home, env } = await makeHome()
  return { home, env, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) }
}
