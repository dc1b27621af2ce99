import { join } from "node:path"
import { app, Menu, powerMonitor } from "electron"
import { compose, openIndex, type Composition, type Surroundings } from "./compose.ts"
import type { TrayOnDesk, TrayParts } from "./compose-tray.ts"
import { createBroadcast } from "./ipc/broadcast.ts"
import { gated } from "./ipc/gate.ts"
import { createHandlers } from "./ipc/handlers.ts"
import { register } from "./ipc/register.ts"
import type { PageActions } from "./ipc/services.ts"
import { lockDownPages } from "./lock-down.ts"
import { createLog } from "./log.ts"
import { setMenu } from "./menu.ts"
import { createPageHost } from "./page-host.ts"
import { takeScreenshot } from "./take-screenshot.ts"
import { systemTimers, within } from "./timers.ts"
import { createWindowPlace, type WindowPlace } from "./window-place.ts"

/** How long quitting may wait for the clipboard. */
const QUIT_LIMIT_MS = 1_000

/** When the first codes have long been on the screen. */
const MENU_AFTER_MS = 1_500
const AGENT_AFTER_MS = 1_000

/** @param outFolder of the build; `main`, `preload` and `renderer` stand in it */
export function run(paths: Surroundings["paths"], outFolder: string): void {
  const log = createLog(join(paths.keycard.folder, "logs", "window.log"), {
    echo: !app.isPackaged,
    nowMs: () => Date.now(),
  })
  process.on("uncaughtException", (cause) => log.error("uncaught", cause))
  process.on("unhandledRejection", (cause) => log.error("unhandled", cause))

  lockDownPages()
  // Before the app is ready, or Electron builds a menu of its own for a window that shows none.
  Menu.setApplicationMenu(null)
  let composition: Composition | null = null
  const place = createWindowPlace({ path: paths.keycard.window, timers: systemTimers, log })
  const host = createPageHost({
    outFolder,
    log,
    place,
    onVisible: () => {
      void composition?.services.ticker.refresh()
      composition?.services.clipboard.retryClear()
      composition?.watch.start()
    },
    onHidden: () => {
      composition?.services.lock.onHide()
      composition?.services.ticker.pause()
      composition?.watch.stop()
    },
  })
  let tray: TrayOnDesk | null = null
  const broadcast = createBroadcast((name, payload) => {
    host.send(name, payload)
    tray?.hear(name)
  }, log)
  let keepRunning = false
  const page: PageActions = {
    ...host.actions,
    applySettings(settings) {
      host.actions.applySettings(settings)
      keepRunning = settings.keepRunning
      tray?.applySettings(settings)
    },
  }
  const openSession = (profileId: string | null) => {
    host.show()
    broadcast("app:go", { place: "sessions", ...(profileId === null ? {} : { profileId }) })
  }

  // Asked for while Electron gets ready: the keychain and the page wait for it.
  const index = openIndex(paths.keycard, log)
  const firstReading = index.read().catch((cause: unknown) => {
    log.error("the vault could not be read", cause)
    return null
  })

  const startTray = async (parts: TrayParts) => {
    const { composeTray } = await import("./compose-tray.ts")
    tray = composeTray(parts)
    const { settings } = await index.read()
    tray.applySettings(settings)
  }

  const start = async () => {
    const helperScript = join(outFolder, "main", "keychain-process.cjs")
    const importScript = join(outFolder, "main", "import-worker.cjs")
    // First of all what other processes do meanwhile: the keychain's helper, then the page.
    composition = compose({
      paths,
      index,
      helperScript,
      importScript,
      keycardScript: join(outFolder, "..", "bin", "keycard"),
      page,
      broadcast,
      log,
      openSession,
    })
    const { services } = composition
    const handlers = gated(createHandlers(services), () => services.keychain.isLocked())
    register(handlers, () => host.window()?.webContents ?? null, log)
    const preparing = host.prepare()
    host.show()
    const opening = services.keychain.open()
    const vault = await firstReading
    if (vault) {
      page.applySettings(vault.settings)
      services.lock.applySettings(vault.settings.lock)
    }
    host.reveal()
    await preparing
    // On a Mac it stands at the top of the screen; elsewhere nobody sees it, and what a person waits for goes first.
    systemTimers.after(process.platform === "darwin" ? 0 : MENU_AFTER_MS, setMenu)
    // Likewise: its icon is small, what it is made of is not needed for the first codes.
    systemTimers.after(MENU_AFTER_MS, () => {
      const parts = { services, handlers, openSession, open: () => host.show(), log, timers: systemTimers }
      startTray(parts).catch((cause: unknown) => log.error("the tray could not be made", cause))
    })
    followPower(composition)
    services.renewer.start()
    // Whoever asks before works alone, as without a window.
    systemTimers.after(AGENT_AFTER_MS, () => composition?.agent.start())
    const screenshot = process.env.KEYCARD_SCREENSHOT
    const window = host.window()
    if (!app.isPackaged && screenshot && window) {
      await opening // until then there is nothing to see
      await takeScreenshot(window, screenshot)
    }
  }
  app
    .whenReady()
    .then(start)
    .catch((cause: unknown) => {
      log.error("Keycard could not start", cause)
      app.exit(1)
    })

  // What another start was given on its command line is of no interest: it may come from anywhere.
  app.on("second-instance", () => composition && host.show())
  app.on("activate", () => composition && host.show())
  app.on("window-all-closed", () => {
    // Who closed the window may come back by the tray's icon, and in any case by starting Keycard again.
    if (process.platform !== "darwin" && !keepRunning) app.quit()
  })
  quitCleanly(() => composition, place)
}

function followPower({ services }: Composition): void {
  const { ticker, clipboard, announce, lock, renewer } = services
  powerMonitor.on("resume", () => {
    void ticker.refresh()
    announce.aws()
    renewer.wake()
  })
  powerMonitor.on("unlock-screen", () => void ticker.refresh())
  powerMonitor.on("suspend", () => {
    lock.onSuspend()
    void clipboard.clearIfOurs()
  })
  powerMonitor.on("lock-screen", () => {
    lock.onScreenLock()
    void clipboard.clearIfOurs()
  })
}

/** Our code leaves the clipboard before we go: a clipboard manager may keep what it finds at the end. */
function quitCleanly(composition: () => Composition | null, place: WindowPlace): void {
  let clean = false
  app.on("will-quit", (event) => {
    const present = composition()
    if (clean || !present) return
    event.preventDefault()
    clean = true
    const { clipboard, uses } = present.services
    const last = Promise.allSettled([clipboard.clearIfOurs(), uses.flush(), place.flush()])
    void within(systemTimers, QUIT_LIMIT_MS, last, undefined).finally(() => {
      present.close()
      // In a turn of its own: Electron does not hear a wish to quit while it asks about the one before.
      setTimeout(() => app.quit())
    })
  })
}
