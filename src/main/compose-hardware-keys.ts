/** @file Hardware keys, and the desktop's notifications that ask for a touch of one. A part of compose.ts. */
import { lazyYkman } from "../adapters/hardware-keys/lazy-ykman.ts"
import { systemClock } from "../adapters/system/clock.ts"
import type { CodeSource } from "../core/ports/code-source.ts"
import { desktopNotifier } from "./desktop-notifier.ts"
import { createTouchNotes } from "./touch-notes.ts"

/** @param onClick opens the window where the sessions are */
export function composeHardwareKeys(onClick: () => void): {
  readonly codeSource: CodeSource
  readonly touchNotes: ReturnType<typeof createTouchNotes>
} {
  return {
    codeSource: lazyYkman({ env: process.env, nowMs: () => systemClock.nowMs() }),
    touchNotes: createTouchNotes(desktopNotifier, onClick),
  }
}
