import { isAppError } from "../../errors.ts"
import type { Clock } from "../../ports/clock.ts"

/** Whether AWS said this: IAM's codes come with and without `Exception`. */
export function wasRefused(error: unknown, code: string): boolean {
  return isAppError(error, "aws-refused") && error.data.code.replace(/Exception$/, "") === code
}

/** Whether AWS surely did nothing: its own "no", and no trouble of its own. After anything else nobody knows. */
export function isSureRefusal(error: unknown): boolean {
  if (isAppError(error, "clock")) return true
  return isAppError(error, "aws-refused") && error.data.refusal !== "server"
}

/** What is gone already need not be deleted. @returns whether it was still there */
export async function unlessGone(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (wasRefused(error, "NoSuchEntity")) return false
    throw error
  }
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 8_000
/** After this it is no delay any more. */
const LIMIT_MS = 60_000

/**
 * Repeats a call until AWS, which tells its parts of a change one after the other, knows of it.
 * "Changes that I make are not always immediately visible", IAM User Guide. Pauses double.
 * @param notYet which failures mean "not yet"; any other is thrown at once
 */
export async function untilKnown<T>(
  clock: Clock,
  call: () => Promise<T>,
  notYet: (error: unknown) => boolean,
  signal: AbortSignal | undefined,
): Promise<T> {
  const endMs = clock.nowMs() + LIMIT_MS
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await call()
    } catch (error) {
      if (!notYet(error) || clock.nowMs() + pauseMs > endMs) throw error
      await clock.sleepUntil(clock.nowMs() + pauseMs, signal)
    }
  }
}

/** An entity that was changed a moment ago (409): IAM asks to try again. */
export const isBusy = (error: unknown): boolean => wasRefused(error, "EntityTemporarilyUnmodifiable")
