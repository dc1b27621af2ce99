import { stat } from "node:fs/promises"
import type { Timers } from "./timers.ts"

const EVERY_MS = 1_000

/**
 * Notices that another program (the command line, AWS's tools) wrote a file. It asks the file each second: a watch
 * on a folder misses network disks and files that do not exist yet, and costs no less.
 */
export interface FileWatch {
  start(): void
  stop(): void
}

/** @param onChange called after a change of `path`; also for our own */
export function watchFiles(
  paths: readonly string[],
  timers: Timers,
  onChange: (path: string) => void,
): FileWatch {
  const seen = new Map<string, string>()
  let running = false
  let cancel = (): void => undefined

  async function look(): Promise<void> {
    for (const path of paths) {
      const now = await fileStamp(path)
      const before = seen.get(path)
      seen.set(path, now)
      if (before !== undefined && before !== now) onChange(path)
    }
    cancel()
    if (running) cancel = timers.after(EVERY_MS, () => void look())
  }
  return {
    start() {
      if (running) return
      running = true
      void look()
    },
    stop() {
      running = false
      cancel()
    },
  }
}

/** Differs whenever the file was replaced or written. Never rejects. */
export async function fileStamp(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs}`
  } catch {
    return "absent"
  }
}
