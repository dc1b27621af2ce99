import { BrowserWindow } from "electron"
import type { PlatformUnlock } from "../../core/ports/platform-unlock.ts"
import type { Random } from "../../core/ports/random.ts"
import type { Timers } from "../timers.ts"
import { ceremonySession } from "./ceremony-session.ts"
import { ceremonyWindow } from "./ceremony-window.ts"
import { createHoldCeremony } from "./hold-ceremony.ts"
import { platformAuthenticator } from "./platform-authenticator.ts"

const NAME = "Windows Hello"

export interface HelloDeps {
  readonly random: Random
  readonly timers: Timers
  /** Keycard's own window, that the question belongs to. */
  readonly parent?: () => BrowserWindow | null
}

/** On Windows Chromium hands WebAuthn to webauthn.dll, which is how Windows Hello is asked for. */
export function windowsHello({ random, timers, parent = frontWindow }: HelloDeps): PlatformUnlock {
  const open = async (visible: boolean) =>
    ceremonyWindow(await ceremonySession(NAME), NAME, visible ? parent() : null)
  const hold = createHoldCeremony({ open, timers, randomBytes: (length) => random.bytes(length) })
  return platformAuthenticator({ name: NAME, hold, random })
}

const frontWindow = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(0) ?? null
