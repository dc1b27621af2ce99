/** @file The icon in the system's tray or menu bar, by Electron. What it shows comes from tray-desk.ts. */
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from "electron"
import type { TrayAction, TrayEntry } from "../shared/tray-menu.ts"
import type { TrayFace, TrayIcon, TrayIconOptions } from "./tray-desk.ts"
import { trayIcons } from "./tray-icons.ts"

/** macOS and Windows tell when the icon is clicked; on Linux the desktop opens the menu by itself and says nothing. */
export const tellsOpening = process.platform !== "linux"

export function makeTrayIcon({ onAction, onOpening }: TrayIconOptions): TrayIcon {
  let face: TrayFace = { locked: true, tip: "Keycard", entries: [] }
  const tray = new Tray(picture(face.locked))
  const menu = () => Menu.buildFromTemplate(face.entries.map((entry) => menuItem(entry, onAction)))
  const draw = () => tray.setImage(picture(face.locked))
  const open = () => void onOpening().finally(() => tray.popUpContextMenu(menu()))
  if (tellsOpening) {
    tray.on("click", open)
    tray.on("right-click", open)
    nativeTheme.on("updated", draw)
  }
  return {
    show(next) {
      const redraw = next.locked !== face.locked
      face = next
      if (redraw) draw()
      tray.setToolTip(face.tip)
      if (!tellsOpening) tray.setContextMenu(menu())
    },
    remove() {
      nativeTheme.off("updated", draw)
      tray.destroy()
    },
  }
}

function picture(locked: boolean): Electron.NativeImage {
  const suffix = locked ? "-locked" : ""
  if (process.platform === "linux") {
    const [, large] = trayIcons[`colour${suffix}`]
    return nativeImage.createFromBuffer(Buffer.from(large, "base64"))
  }
  const template = process.platform === "darwin"
  const look = template || !nativeTheme.shouldUseDarkColors ? "black" : "white"
  const [small, large] = trayIcons[`${look}${suffix}`]
  const made = nativeImage.createFromBuffer(Buffer.from(small, "base64"))
  made.addRepresentation({ scaleFactor: 2, buffer: Buffer.from(large, "base64") })
  made.setTemplateImage(template)
  return made
}

function menuItem(entry: TrayEntry, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case "line":
      return { type: "separator" }
    case "words":
      return { label: plain(entry.label), enabled: false }
    case "item":
      return { label: plain(entry.label), click: () => onAction(entry.action) }
    case "menu":
      return {
        label: plain(entry.label),
        submenu: entry.entries.map((each) => menuItem(each, onAction)),
      }
  }
}

/** A lone & would underline the letter behind it. */
const plain = (label: string) => (process.platform === "darwin" ? label : label.replaceAll("&", "&&"))
