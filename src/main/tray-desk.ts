/** @file Keeps the tray's icon and its menu as things stand. The icon itself is behind a port: see tray.ts. */
import { trayMenu, trayTip, type TrayAction, type TrayEntry, type TrayState } from "../shared/tray-menu.ts"
import type { Timers } from "./timers.ts"

const MINUTE_MS = 60_000

export interface TrayFace {
  readonly locked: boolean
  readonly tip: string
  readonly entries: readonly TrayEntry[]
}

/** An icon in the system's tray or menu bar. */
export interface TrayIcon {
  /** Replaces what it shows. */
  show(face: TrayFace): void
  remove(): void
}

export interface TrayIconOptions {
  readonly onAction: (action: TrayAction) => void
  /** The menu is about to be seen: resolves when it is up to date. Not every desktop tells. */
  readonly onOpening: () => Promise<void>
}

export interface TrayDeskDeps {
  readonly make: (options: TrayIconOptions) => TrayIcon
  /** Whether the desktop tells when the menu opens: then it is not kept up to date in between. */
  readonly tellsOpening: boolean
  readonly state: () => Promise<TrayState>
  readonly act: (action: TrayAction) => void
  readonly timers: Timers
  readonly log: (message: string, cause: unknown) => void
}

export interface TrayDesk {
  /** Whether there is to be an icon. */
  set(wanted: boolean): void
  /** Something changed that may stand in the menu. Never rejects. */
  changed(): void
  /** Names must go at once. */
  locked(): void
}

export function createTrayDesk(deps: TrayDeskDeps): TrayDesk {
  const { make, tellsOpening, state, act, timers, log } = deps
  let icon: TrayIcon | null = null
  let shown = ""
  let cancel = (): void => undefined
  /** Grows with each wish, so that a slow reading does not undo what came after it. */
  let turn = 0

  const show = (now: TrayState) => {
    const nowMs = timers.nowMs()
    const face: TrayFace = { locked: now.locked, tip: trayTip(now, nowMs), entries: trayMenu(now, nowMs) }
    const text = JSON.stringify(face)
    if (icon === null || text === shown) return
    shown = text
    icon.show(face)
  }

  const arm = (now: TrayState) => {
    cancel()
    const counts = !now.locked && now.sessions.some(({ expiresAtMs }) => expiresAtMs !== null)
    // The words for what is left change on the minute; with nothing running they do not change at all.
    if (counts && !tellsOpening) cancel = timers.after(MINUTE_MS, () => void refresh())
  }

  async function refresh(): Promise<void> {
    if (icon === null) return
    const mine = ++turn
    try {
      const now = await state()
      if (mine !== turn) return
      show(now)
      arm(now)
    } catch (cause) {
      log("the tray's menu could not be made", cause)
    }
  }

  return {
    set(wanted) {
      if (wanted === (icon !== null)) return
      if (!wanted) {
        cancel()
        turn += 1
        icon?.remove()
        icon = null
        shown = ""
        return
      }
      try {
        icon = make({ onAction: act, onOpening: refresh })
        show({ locked: true })
        void refresh()
      } catch (cause) {
        log("the tray has no icon", cause)
      }
    },
    changed: () => void refresh(),
    locked() {
      turn += 1
      cancel()
      show({ locked: true })
    },
  }
}
