/** @file The tray and the desktop's notifications, which no test can see: what Keycard gives them is kept instead. */
import type { ElectronApplication } from "playwright-core"
import { eventually } from "./eventually.ts"

interface Desktop {
  keycardTray?: Electron.Menu
  keycardNotes?: { emit(name: "click"): boolean }[]
}

/** From now on the tray's menu and notifications are kept. Before the tray is shown. */
export function followDesktop(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ Tray, Notification, BrowserWindow }) => {
    const desktop = globalThis as Desktop
    const notes: { emit(name: "click"): boolean }[] = []
    desktop.keycardNotes = notes
    Object.assign(Tray.prototype, {
      setContextMenu(menu: Electron.Menu) {
        desktop.keycardTray = menu
      },
    })
    Object.assign(Notification, { isSupported: () => true })
    Object.assign(Notification.prototype, {
      show(this: Electron.Notification) {
        notes.push(this)
      },
    })
    // Where the person looks elsewhere.
    Object.assign(BrowserWindow, { getFocusedWindow: () => null })
  })
}

/** Of the menu, then of what is below its entries. */
export function trayLabels(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => {
    const top = (globalThis as Desktop).keycardTray?.items ?? []
    return [...top, ...top.flatMap(({ submenu }) => submenu?.items ?? [])].map(({ label }) => label)
  })
}

/** Chooses an entry by its beginning; of a submenu where `entry` names one. */
export async function clickTray(
  app: ElectronApplication,
  begin: string,
  entry: string | null,
): Promise<void> {
  await eventually(async () => (await trayLabels(app)).some((label) => label.startsWith(begin))).toBe(true)
  await app.evaluate(
    (_electron, asked) => {
      const top = (globalThis as Desktop).keycardTray?.items ?? []
      const items = [...top, ...top.flatMap(({ submenu }) => submenu?.items ?? [])]
      const item = items.find(({ label }) => label.startsWith(asked.begin))
      const chosen =
        asked.entry === null ? item : item?.submenu?.items.find(({ label }) => label === asked.entry)
      chosen?.click()
    },
    { begin, entry },
  )
}

/** Clicks the newest notification, once there is one. */
export async function emitNotificationClick(app: ElectronApplication): Promise<void> {
  const count = () => app.evaluate(() => (globalThis as Desktop).keycardNotes?.length ?? 0)
  await eventually(count, 45_000).toBeGreaterThan(0)
  // In a turn of its own, as from the desktop.
  await app.evaluate(() => {
    const note = (globalThis as Desktop).keycardNotes?.at(-1)
    setTimeout(() => note?.emit("click"))
  })
}
