/** One line of the table that `npm run bench` prints. */
export interface Figure {
  /** What was measured. */
  readonly figure: string
  /** Ours, in `unit`. */
  readonly value: number
  /** "ms", "% of a core", "MB" and the like. */
  readonly unit: string
  /** The peer or limit of the same run: its value in `unit`, or words where there is no such number. */
  readonly peer: number | string
  /** Ours against the peer's, where there is one: the median of the ratios of each round. */
  readonly ratio?: number
  /** In words: "<= 1.25 x an empty window". */
  readonly target: string
  /** Whether the target was met. */
  readonly ok: boolean
}

/** A figure that could not be measured here, and why. */
export interface Skipped {
  readonly figure: string
  readonly why: string
}

export type Result = Figure | Skipped

/** A figure against a peer that was measured in the same rounds. */
export function against(
  figure: string,
  { ours, peer, unit = "ms" }: { ours: readonly number[]; peer: readonly number[]; unit?: string },
  { limit, name }: { limit: number; name: string },
): Figure {
  const ratio = median(ours.map((value, round) => value / (peer[round] ?? Number.NaN)))
  return {
    figure,
    value: median(ours),
    unit,
    peer: median(peer),
    ratio,
    target: `<= ${limit} x ${name}`,
    ok: ratio <= limit,
  }
}

/** A figure against a fixed limit in its own unit. */
export function within(
  figure: string,
  { ours, unit }: { ours: readonly number[]; unit: string },
  { limit, name }: { limit: number; name: string },
): Figure {
  const value = median(ours)
  return { figure, value, unit, peer: name, target: `<= ${limit} ${unit}`, ok: value <= limit }
}

/** The middle value; the mean of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1]
  const high = sorted[Math.floor(middle)]
  if (low === undefined || high === undefined) return Number.NaN
  return (low + high) / 2
}
