/** @file The tray with this desktop around it: whether there is one, and what its entries do. A part of run.ts. */
import { app } from "electron"
import { hasTrayHost } from "../adapters/system/tray-host.ts"
import type { Settings } from "../core/vault/schema.ts"
import type { TrayState } from "../shared/tray-menu.ts"
import { desktopNotifier } from "./desktop-notifier.ts"
import type { Handlers } from "./ipc/handlers.ts"
import type { Services } from "./ipc/services.ts"
import type { Log } from "./log.ts"
import type { Timers } from "./timers.ts"
import { createTrayActions } from "./tray-actions.ts"
import { createTrayDesk } from "./tray-desk.ts"
import { makeTrayIcon, tellsOpening } from "./tray.ts"
import { accountView } from "./views.ts"

export interface TrayParts {
  readonly services: Services
  /** Behind the gate. */
  readonly handlers: Handlers
  readonly timers: Timers
  readonly open: () => void
  readonly openSession: (profileId: string | null) => void
  readonly log: Log
}

/** The tray's icon, as the settings want it. */
export interface TrayOnDesk {
  applySettings(settings: Pick<Settings, "tray">): void
  /** What the page is told tells the tray, too. @param name of an event's channel */
  hear(name: string): void
}

const TELLING: ReadonlySet<string> = new Set([
  "app:changed",
  "aws:changed",
  "aws:waiting",
  "accounts:changed",
])

export function composeTray({ services, handlers, timers, open, openSession, log }: TrayParts): TrayOnDesk {
  const { index, keychain, accounts, awsDesk } = services
  const report = (message: string, cause: unknown) => log.error(message, cause)
  const act = createTrayActions({
    ...{ handlers, open, openSession, log: report },
    notifier: desktopNotifier,
    quit: () => app.quit(),
    nowMs: () => timers.nowMs(),
  })

  async function state(): Promise<TrayState> {
    if (keychain.state().state !== "ready" || (await keychain.isLocked())) return { locked: true }
    const [{ sessions }, list, vault] = await Promise.all([awsDesk.overview(), accounts.list(), index.read()])
    const canLock = services.lock.view(vault).state !== "off"
    // It may have locked meanwhile.
    if (await keychain.isLocked()) return { locked: true }
    return { locked: false, canLock, sessions, accounts: list.map(accountView) }
  }

  const desk = createTrayDesk({
    ...{ timers, state, tellsOpening, log: report },
    make: makeTrayIcon,
    act: (action) => void act(action),
  })

  let turn = 0
  return {
    applySettings({ tray }) {
      const mine = ++turn
      void isWanted(tray).then((wanted) => {
        if (mine === turn) desk.set(wanted)
      })
    },
    hear(name) {
      if (name === "lock:locked") desk.locked()
      else if (TELLING.has(name)) desk.changed()
    },
  }
}

/** Of itself where such icons are seen: always on macOS and Windows, on Linux where a desktop says that it shows them. */
async function isWanted(tray: Settings["tray"]): Promise<boolean> {
  if (tray !== "auto") return tray === "on"
  return process.platform !== "linux" || (await hasTrayHost(process.env.DBUS_SESSION_BUS_ADDRESS))
}
