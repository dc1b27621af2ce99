import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { AppError } from "../core/errors.ts"
import type { Board } from "./clipboard-board.ts"
import { within, type Timers } from "./timers.ts"

/** A clipboard owner that hangs must not hang us. */
const LIMIT_MS = 2_000

export interface Clipboard {
  /**
   * Copies a code. `seconds` later it is taken back if it is still there; 0: never.
   * @returns when that is, Unix time in milliseconds, or null
   * @throws AppError `clipboard` `failed`
   */
  copySecret(text: string, seconds: number): Promise<{ clearsAtMs: number | null }>
  /** Copies what is not secret; nothing takes it back. @throws AppError `clipboard` `failed` */
  copyText(text: string): Promise<void>
  /** Takes our code back now if it is still there: at lock, suspend and quit. Never rejects. */
  clearIfOurs(): Promise<void>
  /** Tries again what a system refused while our window had no focus (Wayland). */
  retryClear(): void
}

export interface ClipboardDeps {
  readonly board: Board
  readonly timers: Timers
  /** The code is gone from the clipboard, or somebody else's text is there. */
  readonly onCleared: () => void
  readonly log: (message: string, cause?: unknown) => void
}

export function createClipboard({ board, timers, onCleared, log }: ClipboardDeps): Clipboard {
  // The text itself is not kept: what is compared is its digest under a key of this run.
  const key = randomBytes(32)
  const digest = (text: string) => createHmac("sha256", key).update(text).digest()
  let ours: Buffer | null = null
  let overdue = false
  let cancelTimer = (): void => undefined

  const isOurs = (text: string, mine: Buffer) => text !== "" && timingSafeEqual(digest(text), mine)

  async function clearIfOurs(): Promise<void> {
    const mine = ours
    if (!mine) return
    cancelTimer()
    const selection = board.selection
    const attempt = async () => {
      if (isOurs(await board.readText(), mine)) await board.clear()
      if (selection && isOurs(await selection.readText(), mine)) await selection.clear()
      // A system may ignore the change without saying so.
      return !isOurs(await board.readText(), mine)
    }
    let gone = false
    try {
      gone = await within(timers, LIMIT_MS, attempt(), false)
    } catch (cause) {
      log("the clipboard could not be cleared", cause)
    }
    // A newer copy has its own timer.
    if (ours !== mine) return
    overdue = !gone
    if (!gone) return
    ours = null
    onCleared()
  }

  async function write(work: Promise<void>): Promise<void> {
    try {
      if (
        await within(
          timers,
          LIMIT_MS,
          work.then(() => true),
          false,
        )
      )
        return
    } catch (cause) {
      throw new AppError({ kind: "clipboard", problem: "failed" }, { cause })
    }
    throw new AppError({ kind: "clipboard", problem: "failed" })
  }

  return {
    async copySecret(text, seconds) {
      await write(board.writeSecret(text))
      cancelTimer()
      ours = digest(text)
      overdue = false
      if (seconds === 0) {
        cancelTimer = () => undefined
        return { clearsAtMs: null }
      }
      cancelTimer = timers.after(seconds * 1_000, () => void clearIfOurs())
      return { clearsAtMs: timers.nowMs() + seconds * 1_000 }
    },
    async copyText(text) {
      await write(board.writeText(text))
    },
    clearIfOurs,
    retryClear() {
      if (overdue) void clearIfOurs()
    },
  }
}
