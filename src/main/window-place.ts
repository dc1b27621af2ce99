/** @file Remembers where the window stands, in a file beside the vault. Losing it costs nothing. */
import { readFileSync } from "node:fs"
import { safeWrite } from "../adapters/files/safe-write.ts"
import type { Log } from "./log.ts"
import type { Timers } from "./timers.ts"
import { openingFor, placementText, readPlacement } from "./window-bounds.ts"
import type { Opening, Placement, Rectangle } from "./window-bounds.ts"

/** A window that is dragged says so many times a second. */
const QUIET_MS = 500

/** What is asked of a window; Electron's BrowserWindow has it. */
export interface PlacedWindow {
  on(event: "resize" | "move" | "maximize" | "unmaximize" | "close", listener: () => void): unknown
  /** Its bounds when it is not maximised, minimised or full-screen. */
  getNormalBounds(): Rectangle
  isMaximized(): boolean
}

export interface WindowPlace {
  /** @param areas as {@link openingFor} takes them */
  opening(areas: readonly Rectangle[]): Opening
  /** From now on notes where this window stands. */
  follow(window: PlacedWindow): void
  /** Writes what waits; for the end. Never rejects. */
  flush(): Promise<void>
}

export interface WindowPlaceDeps {
  readonly path: string
  readonly timers: Timers
  readonly log: Pick<Log, "error">
}

export function createWindowPlace({ path, timers, log }: WindowPlaceDeps): WindowPlace {
  let written = readText(path)
  let present = readPlacement(written)
  let writing = Promise.resolve()
  let cancel = (): void => undefined

  const write = () => {
    cancel()
    if (present === null) return
    const text = placementText(present)
    if (text === written) return
    written = text
    writing = writing
      .then(() => safeWrite(path, new TextEncoder().encode(text)))
      .catch((cause: unknown) => log.error("the window's place could not be kept", cause))
  }
  return {
    opening: (areas) => openingFor(present, areas),
    follow(window) {
      const note = () => {
        present = placementOf(window)
        cancel()
        cancel = timers.after(QUIET_MS, write)
      }
      for (const event of ["resize", "move", "maximize", "unmaximize"] as const) window.on(event, note)
      window.on("close", () => {
        present = placementOf(window)
        write()
      })
    },
    async flush() {
      write()
      await writing
    },
  }
}

const placementOf = (window: PlacedWindow): Placement => {
  const { x, y, width, height } = window.getNormalBounds()
  return { bounds: { x, y, width, height }, maximized: window.isMaximized() }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}
