/** @file Does the same to many sessions: what shares an MFA device one after the other, the rest beside each other. */
import type { AppErrorData } from "../../core/errors.ts"

export interface ManyItem {
  readonly profileId: string
  readonly name: string
  /** What shares a lane never runs at once. */
  readonly lane: string
}

export interface ManyFailure {
  readonly profileId: string
  readonly name: string
  readonly error: AppErrorData
}

export interface ManyProgress {
  readonly done: number
  readonly total: number
  /** Names of what runs now. */
  readonly running: readonly string[]
  readonly failures: readonly ManyFailure[]
}

/** A device that AWS refuses is refused for the next one, too, and each try would cost a code. */
const stopsLane = (error: AppErrorData) =>
  error.kind === "mfa-account-missing" ||
  error.kind === "locked" ||
  (error.kind === "aws-refused" && error.refusal.startsWith("mfa-"))

/**
 * @param work rejects with what `errorOf` reads
 * @param isCancelled asked before each one; what runs is called off by whoever cancels
 * @returns the progress at the end: with fewer done than there are after it was called off
 */
export async function runMany(
  items: readonly ManyItem[],
  work: (item: ManyItem) => Promise<unknown>,
  options: {
    readonly errorOf: (thrown: unknown) => AppErrorData
    readonly isCancelled: () => boolean
    readonly onProgress: (progress: ManyProgress) => void
  },
): Promise<ManyProgress> {
  let progress: ManyProgress = { done: 0, total: items.length, running: [], failures: [] }
  const tell = (change: Partial<ManyProgress>) => {
    progress = { ...progress, ...change }
    options.onProgress(progress)
  }
  const lanes = new Map<string, ManyItem[]>()
  for (const item of items) lanes.set(item.lane, [...(lanes.get(item.lane) ?? []), item])

  async function runLane(lane: readonly ManyItem[]): Promise<void> {
    let stopped: AppErrorData | null = null
    for (const { profileId, name, ...rest } of lane) {
      if (options.isCancelled()) return
      if (stopped !== null) {
        const failures = [...progress.failures, { profileId, name, error: stopped }]
        tell({ done: progress.done + 1, failures })
        continue
      }
      tell({ running: [...progress.running, name] })
      let error: AppErrorData | null = null
      try {
        await work({ profileId, name, ...rest })
      } catch (thrown) {
        error = options.errorOf(thrown)
        if (stopsLane(error)) stopped = error
      }
      // Read now: other lanes went on meanwhile.
      const failed = error !== null && error.kind !== "cancelled" ? [{ profileId, name, error }] : []
      tell({
        done: progress.done + 1,
        running: progress.running.filter((each) => each !== name),
        failures: [...progress.failures, ...failed],
      })
    }
  }

  await Promise.all([...lanes.values()].map(runLane))
  return progress
}
