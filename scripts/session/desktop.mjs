import { deleteAtEnd } from "./companions.mjs"
import { startDbusSession } from "./dbus-session.mjs"
import { makeHome } from "./home.mjs"
import { startKeyring } from "./keyring.mjs"
import { startVirtualDisplay } from "./virtual-display.mjs"

/**
 * A desktop for tests, as far as Linux has the parts: an empty home, a screen in memory, a D-Bus session with a real,
 * unlocked keyring. Elsewhere an empty home alone, beside the person's own screen.
 * @param {NodeJS.ProcessEnv} base
 * @returns {Promise<{ env: NodeJS.ProcessEnv, lacks: string[] }>} lacks: what could not be started, and why
 */
export async function startTestDesktop(base) {
  const { home, env: homeEnv } = await makeHome("keycard-test-home-")
  deleteAtEnd(home)
  // What names AWS's files or ours is each test's own business.
  const places = Object.entries(homeEnv).filter(([name]) => name === "HOME" || name.startsWith("XDG_"))
  const env = { ...base, ...Object.fromEntries(places) }
  if (process.platform !== "linux") return { env, lacks: [] }

  /** @type {string[]} */
  const lacks = []
  /** @type {(what: string, start: () => Promise<{ env?: object }>) => Promise<void>} */
  const tryTo = async (what, start) => {
    try {
      Object.assign(env, (await start()).env)
    } catch (error) {
      lacks.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  // The keyring has no display, and the bus starts no prompter: no prompt waits for a person.
  const unseen = { ...env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
  await tryTo("no D-Bus session", () => startDbusSession({ env: unseen, startsServices: false }))
  await tryTo("no keyring", () =>
    startKeyring({ ...unseen, DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS }).then(() => ({})),
  )
  await tryTo("no virtual display", () => startVirtualDisplay())
  delete env.WAYLAND_DISPLAY
  return { env, lacks }
}
