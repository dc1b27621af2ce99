import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { startDbusSession } from "../../../scripts/session/dbus-session.mjs"
import { neutralEnv } from "../../../scripts/session/home.mjs"
import { startKeyring as startDaemon } from "../../../scripts/session/keyring.mjs"

/** What a person's keychain may be like when Keycard asks it for something. */
export type KeyringState = "unlocked" | "locked" | "absent" | "hung"

export interface Keyring {
  /** DBUS_SESSION_BUS_ADDRESS: all that a client needs to find it. */
  readonly env: Readonly<Record<string, string>>
  readonly lock: () => Promise<void>
  readonly unlock: () => Promise<void>
  /** From now on every call waits for ever. */
  readonly hang: () => void
  readonly resume: () => void
  readonly stop: () => Promise<void>
}

/** Why a real keyring cannot run here, for `describe.skipIf` and the name of what is skipped; undefined when it can. */
export function whyNoKeyring(): string | undefined {
  const missing = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"].filter((command) => !isInPath(command))
  return missing.length === 0 ? undefined : `not installed: ${missing.join(", ")}`
}

/**
 * Starts a D-Bus session of its own with a real GNOME keyring on it, in the state asked for. In state "absent" there
 * is a bus and nothing on it; the verbs of a keyring then throw.
 * @param homeEnv of a throw-away home: the keyring's files are written there
 */
export async function startKeyring(
  state: KeyringState,
  homeEnv: Readonly<Record<string, string>>,
): Promise<Keyring> {
  const env: NodeJS.ProcessEnv = { ...neutralEnv(), ...homeEnv }
  // Without a display no prompt can open: a locked keyring then refuses at once, as it does for a service.
  delete env.DISPLAY
  delete env.WAYLAND_DISPLAY
  const bus = await startDbusSession({ env, startsServices: false })
  if (state === "absent") return { env: bus.env, ...absent, stop: bus.stop }
  const daemon = await startDaemon({ ...env, ...bus.env })
  if (state === "locked") await daemon.lock()
  if (state === "hung") daemon.hang()
  return {
    env: bus.env,
    lock: daemon.lock,
    unlock: daemon.unlock,
    hang: () => void daemon.hang(),
    resume: () => void daemon.resume(),
    stop: async () => {
      await daemon.stop()
      await bus.stop()
    },
  }
}

const refuse = (): never => {
  throw new Error("there is no keyring on this bus")
}
const absent = { lock: refuse, unlock: refuse, hang: refuse, resume: refuse }

function isInPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
