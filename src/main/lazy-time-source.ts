import { systemClock } from "../adapters/system/clock.ts"
import type { TimeSource } from "../core/ports/time-source.ts"

/** Loaded when it is asked for: nobody measures at every start. */
export const lazyTimeSource: TimeSource = {
  read: async (host, signal) =>
    (await import("../adapters/system/https-time.ts"))
      .httpsTime({ nowMs: () => systemClock.nowMs() })
      .read(host, signal),
}
