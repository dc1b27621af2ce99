import { nativeTheme, session as sessions, systemPreferences, type BrowserWindow } from "electron"
import type { Settings } from "../core/vault/schema.ts"
import { captureScreens } from "./capture-screen.ts"
import type { PageActions } from "./ipc/services.ts"
import { lockDownSession } from "./lock-down.ts"
import type { Log } from "./log.ts"
import { openLink } from "./open-link.ts"
import { serveBundle } from "./protocol.ts"
import { createWindow, focusWindow, surface } from "./window.ts"
import type { WindowPlace } from "./window-place.ts"

export interface PageHostOptions {
  /** The folders of the build: `renderer` and `preload` stand in it. */
  readonly outFolder: string
  readonly log: Log
  readonly place: WindowPlace
  readonly onVisible: () => void
  readonly onHidden: () => void
}

/** The window and its page: there is one, or none. */
export interface PageHost {
  readonly actions: PageActions
  window(): BrowserWindow | null
  /** Opens the window, or brings it to the front. Only after {@link PageHost.prepare}. */
  show(): void
  /** Once, after the app is ready. The window may open meanwhile; it loads nothing until this is done. */
  prepare(): Promise<void>
  /** The settings are known: from now on a window with content may be seen. */
  reveal(): void
  send(name: string, payload: unknown): void
}

/** Times that a page which died is loaded anew by itself. */
const RELOADS = 3

export function createPageHost({ outFolder, log, place, onVisible, onHidden }: PageHostOptions): PageHost {
  let window: BrowserWindow | null = null
  let session: Electron.Session | null = null
  let locked: Promise<void> = Promise.resolve()
  let reveal = (): void => undefined
  const revealed = new Promise<void>((resolve) => (reveal = resolve))
  let cameraOpen = false
  let contentProtection = false
  let reloads = 0
  let listening = false
  /** Where a person wanted to go before the page was there to hear it. */
  let goWhenListening: unknown = null

  function open(own: Electron.Session): BrowserWindow {
    const opened = createWindow(own, {
      preload: `${outFolder}/preload/index.cjs`,
      locked,
      revealed,
      place,
    })
    opened.setContentProtection(contentProtection)
    opened.on("show", onVisible)
    opened.on("restore", onVisible)
    opened.on("focus", onVisible)
    opened.on("hide", onHidden)
    opened.on("minimize", onHidden)
    opened.on("closed", () => {
      window = null
      cameraOpen = false
      listening = false
      onHidden()
    })
    // A page that was loaded anew has no scan view open.
    opened.webContents.on("did-start-navigation", () => {
      cameraOpen = false
      listening = false
    })
    // Its scripts have run by then.
    opened.webContents.on("did-finish-load", () => {
      listening = true
      if (goWhenListening !== null) opened.webContents.send("app:go", goWhenListening)
      goWhenListening = null
    })
    opened.webContents.on("render-process-gone", (_event, { reason }) => {
      log.error(`the page's process ended: ${reason}`)
      if (reason !== "clean-exit" && reloads++ < RELOADS) opened.webContents.reload()
    })
    return opened
  }

  const need = (): BrowserWindow => {
    if (!window) throw new Error("there is no window")
    return window
  }

  return {
    window: () => window,
    prepare() {
      // Without `persist:` Chromium keeps this session in memory: nothing of the page reaches the disk.
      session = sessions.fromPartition("page", { cache: false })
      serveBundle(session, `${outFolder}/renderer`)
      locked = lockDownSession(session, () => cameraOpen)
      return locked
    },
    reveal: () => reveal(),
    show() {
      if (!session) throw new Error("not prepared")
      const present = window
      if (present === null) window = open(session)
      // Another start may ask for the window before anybody knows how it is to look.
      else void revealed.then(() => !present.isDestroyed() && focusWindow(present))
    },
    send(name, payload) {
      if (name === "app:go" && !listening) goWhenListening = payload
      else if (window && !window.isDestroyed()) window.webContents.send(name, payload)
    },
    actions: {
      paste: () => need().webContents.paste(),
      captureScreens: () => captureScreens(need()),
      setCameraOpen(now) {
        cameraOpen = now
        // macOS asks the person once for each program; without this question the camera stays black.
        if (now && process.platform === "darwin") void systemPreferences.askForMediaAccess("camera")
      },
      openLink,
      applySettings(settings: Settings) {
        nativeTheme.themeSource = settings.theme
        window?.setBackgroundColor(surface())
        contentProtection = settings.contentProtection
        window?.setContentProtection(contentProtection)
      },
    },
  }
}
