import { BrowserWindow, type Session } from "electron"
import { lockedDown, surface } from "../window.ts"
import { CEREMONY_URL } from "./ceremony-page.ts"

/**
 * The window that the authenticator is asked from. Windows centres its own question over the window that is in front
 * (Chromium's FidoDiscoveryFactory takes GetForegroundWindow), so this one is shown, belongs to Keycard's and has the
 * focus: whether that or its own handle is what Chromium hands on, the question has a visible owner. It is not modal:
 * when a modal window is destroyed, Windows may put another program in front.
 * @param parent null: there is none, or nobody is to see it
 */
export function ceremonyWindow(session: Session, name: string, parent: BrowserWindow | null): BrowserWindow {
  const window = new BrowserWindow({
    title: name,
    ...(parent === null ? {} : { parent }),
    width: 420,
    height: 260,
    useContentSize: true,
    center: true,
    show: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    autoHideMenuBar: true,
    backgroundColor: surface(),
    webPreferences: {
      session,
      ...lockedDown(),
    },
  })
  window.removeMenu()
  window.webContents.on("before-input-event", (_event, { type, key }) => {
    if (type === "keyDown" && key === "Escape") window.close()
  })
  // Chromium lets a page leave for about:blank without asking anybody; whoever is there is asked nothing.
  window.webContents.on("did-navigate", (_event, url) => {
    if (url !== CEREMONY_URL) window.close()
  })
  return window
}
