import { existsSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import { SetupFailure } from "../setup/failure.mjs"
import { projectRoot } from "../setup/paths.mjs"
import { startDbusSession } from "./dbus-session.mjs"
import { startVirtualDisplay } from "./virtual-display.mjs"

/** Whether a window opened now would be seen. Only Linux runs without. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * Starts what a window needs where there is no desktop, and says where to see it. No keyring is started: it would need
 * a password that we made up. The app finds none, and offers its own encrypted file.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<NodeJS.ProcessEnv>} what to add to the app's environment
 */
export async function startHeadlessSession(env) {
  const screenshot = env.KEYCARD_SCREENSHOT || join(projectRoot, "out", "screenshots", "window.png")
  await mkdir(dirname(screenshot), { recursive: true })
  await rm(screenshot, { force: true })
  const session = { KEYCARD_SCREENSHOT: screenshot, ...(await displayAndBus(env)) }
  console.log("There is no display here, so Keycard runs on a virtual one. Ctrl+C ends it.")
  console.log("On the command line it does the same work: bin/keycard --help")
  announce(screenshot)
  return session
}

/** @param {NodeJS.ProcessEnv} env */
async function displayAndBus(env) {
  try {
    const display = await startVirtualDisplay()
    const bus = hasBus(env) ? { env: {} } : await startDbusSession({ env, startsServices: false })
    return { ...display.env, ...bus.env }
  } catch (error) {
    throw new SetupFailure({
      what: "There is no display here, and a virtual one could not be started.",
      why: error instanceof Error ? error.message : String(error),
      todo: "Install Xvfb and dbus-daemon, or use the command line: bin/keycard --help",
    })
  }
}

/** @param {NodeJS.ProcessEnv} env */
function hasBus(env) {
  return (
    Boolean(env.DBUS_SESSION_BUS_ADDRESS) || existsSync(join(env.XDG_RUNTIME_DIR || "/nonexistent", "bus"))
  )
}

/**
 * Says where the picture lies once the app has written it.
 * @param {string} screenshot
 */
function announce(screenshot) {
  const timer = setInterval(() => {
    if (!existsSync(screenshot)) return
    clearInterval(timer)
    console.log(`The window, as it looks now: ${screenshot}`)
  }, 200)
  timer.unref()
}
