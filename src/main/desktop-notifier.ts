import { BrowserWindow, Notification } from "electron"
import type { Notifier } from "../core/ports/notifier.ts"

/** The desktop's own notifications. None while our window has the focus: what is wrong stands on its card. */
export const desktopNotifier: Notifier = {
  show({ title, body, onClick }) {
    if (!Notification.isSupported() || BrowserWindow.getFocusedWindow() !== null) return () => undefined
    const note = new Notification({ title, body })
    note.on("click", onClick)
    note.show()
    return () => note.close()
  },
}
