import { BrowserWindow, app, nativeTheme, type Session } from "electron"
import { ORIGIN } from "./origin.ts"

/** Painted until the page is; the same as the page's own surface (renderer/ui/tokens.css), so that nothing flashes. */
const SURFACE = { light: "#f5f4f1", dark: "#141412" }

/**
 * The one window, loading. It shows itself when its first content is painted.
 * @param preload the built preload script
 */
export function createWindow(session: Session, preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: "Keycard",
    width: 920,
    height: 640,
    minWidth: 360,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light,
    webPreferences: {
      preload,
      session,
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
    },
  })
  window.once("ready-to-show", () => window.show())
  const load = () => void window.loadURL(`${ORIGIN}/index.html`)
  // Chromium lets a page leave for about:blank without asking anybody.
  window.webContents.on("did-navigate", (_event, url) => {
    if (!url.startsWith(`${ORIGIN}/`)) load()
  })
  load()
  return window
}

/** To the front, from wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
