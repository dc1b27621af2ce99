import { BrowserWindow, app, nativeTheme, screen, type Session, type WebPreferences } from "electron"
import { ORIGIN } from "./origin.ts"
import { MIN_SIZE } from "./window-bounds.ts"
import type { WindowPlace } from "./window-place.ts"

/** Painted until the page is; the same as the page's own surface (renderer/ui/tokens.css), so that nothing flashes. */
const SURFACE = { light: "#f5f4f1", dark: "#141412" }

export const surface = (): string => (nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light)

/** What no page of ours may do, in whatever window: each of them said, for defaults change. */
export const lockedDown = (): WebPreferences => ({
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Chromium would fetch dictionaries.
  spellcheck: false,
  devTools: !app.isPackaged,
})

export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string
  /** The session is locked down: nothing is loaded before. */
  readonly locked: Promise<void>
  /** How the window is to look and whether it may be recorded is known: it is not shown before. */
  readonly revealed: Promise<void>
  readonly place: WindowPlace
}

/** The primary display's first. */
const displayAreas = () =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)

/** The one window, loading. It shows itself when its first content is painted. */
export function createWindow(
  session: Session,
  { preload, locked, revealed, place }: WindowOptions,
): BrowserWindow {
  const { maximized, ...bounds } = place.opening(displayAreas())
  const window = new BrowserWindow({
    title: "Keycard",
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: surface(),
    webPreferences: {
      preload,
      session,
      ...lockedDown(),
    },
  })
  window.once("ready-to-show", () => {
    void revealed.then(() => {
      if (window.isDestroyed()) return
      if (maximized) window.maximize()
      window.show()
    })
  })
  place.follow(window)
  const load = () => {
    if (!window.isDestroyed()) void window.loadURL(`${ORIGIN}/index.html`)
  }
  // Chromium lets a page leave for about:blank without asking anybody.
  window.webContents.on("did-navigate", (_event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) load()
  })
  void locked.then(load)
  return window
}

/** To the front, from wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
