import { isCorrectionStale, withCorrection } from "../../core/clock/correction.ts"
import { AppError } from "../../core/errors.ts"
import type { Vault } from "../../core/vault/schema.ts"
import type { Context } from "../context.ts"
import { isoTime } from "../output.ts"

export interface ClockOptions {
  measure?: string
  apply?: boolean
  clear?: boolean
  json?: boolean
}

interface Measured {
  readonly offsetMs: number
  readonly from: string
  readonly uncertaintyMs: number | null
}

/** `keycard clock`: shows, measures on request, and applies only when told to. */
export async function clock(context: Context, options: ClockOptions): Promise<void> {
  const { index, output } = context
  if (options.apply === true && options.clear === true)
    throw new AppError({ kind: "usage", message: "--apply and --clear contradict each other." })
  let vault = await index.read()
  const measured = await measure(context, vault, options.measure)
  if (options.apply === true) {
    if (measured === null)
      throw new AppError({
        kind: "usage",
        message: "Nothing was measured yet: name a host with --measure HOST.",
      })
    const nowMs = context.clock.nowMs()
    vault = await index.update((before) => withCorrection(before, measured.offsetMs, measured.from, nowMs))
  }
  if (options.clear === true) vault = await index.update((before) => withCorrection(before, null, "", 0))
  const { clockCorrection: applied } = vault
  const stale = isCorrectionStale(vault)
  if (options.json === true) {
    const correction = applied && { ...applied, setAt: isoTime(applied.setAtMs), stale }
    output.json({ measured, correction: correction && omitSetAtMs(correction) })
    return
  }
  output.data(
    measured === null
      ? "Not measured yet."
      : `This computer's clock is ${behind(measured.offsetMs)} (${measured.from}).`,
  )
  output.data(
    applied === null
      ? "Codes are made by this computer's clock."
      : `Codes are made by a clock corrected by ${seconds(applied.offsetMs)}.`,
  )
  if (stale) output.words("AWS's answers since then show another time: measure again, or use --clear.")
}

async function measure(context: Context, vault: Vault, host: string | undefined): Promise<Measured | null> {
  if (host !== undefined) {
    const reading = await context.timeSource.read(host, context.signal)
    return { ...reading, from: host.trim() }
  }
  const { clockOffsetMs } = vault
  return clockOffsetMs === null ? null : { offsetMs: clockOffsetMs, from: "AWS", uncertaintyMs: null }
}

function omitSetAtMs<T extends { setAtMs: number }>({ setAtMs: _, ...rest }: T): Omit<T, "setAtMs"> {
  return rest
}

const seconds = (ms: number) => `${ms < 0 ? "-" : "+"}${(Math.abs(ms) / 1000).toFixed(1)} s`

function behind(offsetMs: number): string {
  if (Math.abs(offsetMs) < 1_000) return "right to the second"
  return `${(Math.abs(offsetMs) / 1000).toFixed(1)} s ${offsetMs > 0 ? "behind" : "ahead"}`
}
