import type { Context } from "./context.ts"

/**
 * @returns what says why nothing happens until `untilMs`: once, and on a terminal with the seconds that are left.
 * Several that wait for the same moment are one.
 */
export function countDown({
  output,
  clock,
  signal,
}: Pick<Context, "output" | "clock" | "signal">): (untilMs: number) => void {
  let saidMs = 0
  return (untilMs) => {
    if (untilMs <= saidMs) return
    saidMs = untilMs
    const seconds = () => Math.max(1, Math.ceil((untilMs - clock.nowMs()) / 1000))
    if (!output.isLive) {
      output.words(`AWS takes each code once. Waiting ${seconds()} s for the next one…`)
      return
    }
    const show = () => output.status(`AWS takes each code once. The next one comes in ${seconds()} s…`)
    show()
    const timer = setInterval(() => {
      if (signal.aborted || clock.nowMs() >= untilMs) clearInterval(timer)
      if (signal.aborted) return
      if (clock.nowMs() < untilMs) show()
      else output.status("Asking AWS…")
    }, 1_000)
    timer.unref()
  }
}
