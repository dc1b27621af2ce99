import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { deleteAtEnd } from "../session/companions.mjs"
import { startDbusSession } from "../session/dbus-session.mjs"
import { hasDisplay } from "../session/headless.mjs"
import { makeHome } from "../session/home.mjs"
import { startKeyring } from "../session/keyring.mjs"
import { startVirtualDisplay } from "../session/virtual-display.mjs"

/**
 * All that the demo plays on: an empty home, a keychain of its own, a screen where there is none.
 * @param {NodeJS.ProcessEnv} base
 * @returns {Promise<{ home: string, env: NodeJS.ProcessEnv, keychain: string, screen: string }>} keychain and screen:
 * in words
 */
export async function setStage(base) {
  const { home, env: places } = await makeHome("keycard-demo-")
  deleteAtEnd(home)
  const env = { ...base, ...places }
  // Pictures at twice the size need room.
  const isVirtual = !hasDisplay(env)
  if (isVirtual) {
    const display = await startVirtualDisplay({ width: 2000, height: 1440 })
    Object.assign(env, display.env)
    // What launches the app would start a screen of its own if this process had none.
    Object.assign(process.env, display.env)
  }
  const hasKeyring = process.platform === "linux" && (await addKeyring(env))
  if (!hasKeyring) await addEncryptedFile(env, home)
  return {
    home,
    env,
    keychain: hasKeyring
      ? "a GNOME keyring of its own"
      : "an encrypted file (no keyring can be started here)",
    screen: isVirtual ? "a screen in memory" : "your screen",
  }
}

/** @param {NodeJS.ProcessEnv} env is given the bus @returns {Promise<boolean>} whether a keyring runs on it */
async function addKeyring(env) {
  const unseen = { ...env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
  try {
    const bus = await startDbusSession({ env: unseen, startsServices: false })
    await startKeyring({ ...unseen, ...bus.env })
    Object.assign(env, bus.env)
    return true
  } catch {
    return false
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 */
async function addEncryptedFile(env, home) {
  const file = join(home, "passphrase")
  await writeFile(file, "a passphrase for the demo\n", { mode: 0o600 })
  Object.assign(env, { KEYCARD_KEYCHAIN: "file", KEYCARD_PASSPHRASE_FILE: file })
}
