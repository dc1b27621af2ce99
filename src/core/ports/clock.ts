/** The time, and waiting for it. */
export interface Clock {
  /** Unix time in milliseconds. */
  nowMs(): number
  /** Resolves at or after that Unix time in milliseconds; rejects with AppError `cancelled` when aborted. */
  sleepUntil(unixMs: number, signal?: AbortSignal): Promise<void>
}
