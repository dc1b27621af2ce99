import { isAppError } from "../errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { Random } from "../ports/random.ts"

const TRIES = 7
const FIRST_MS = 250
const MOST_MS = 8_000

/** Calls for less haste, and hiccups of a network. */
function passes(error: unknown): boolean {
  if (isAppError(error, "aws-refused"))
    return error.data.refusal === "throttled" || error.data.refusal === "server"
  return isAppError(error, "network") && ["timeout", "reset"].includes(error.data.problem)
}

/**
 * Tries again after what passes by itself, each time later, at a moment of chance in between: several who were turned
 * away together do not come back together.
 * @throws what the last try threw.
 */
export async function patiently<T>(
  { clock, random }: { readonly clock: Clock; readonly random: Pick<Random, "bytes"> },
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!passes(error) || attempt === TRIES - 1) throw error
      const mostMs = Math.min(MOST_MS, FIRST_MS * 2 ** attempt)
      const chance = Buffer.from(random.bytes(2)).readUInt16BE() / 0x10000
      await clock.sleepUntil(clock.nowMs() + Math.ceil(mostMs * (0.5 + chance / 2)), signal)
    }
  }
}
