import type { AwsKey, Settings } from "../../vault/schema.ts"

const DAY_MS = 86_400_000

export interface KeyAge {
  readonly ms: number
  /** AWS was not asked: it is at least as old as this, since it has been here so long. */
  readonly atLeast: boolean
  /** Older than its owner wants keys to be. */
  readonly old: boolean
}

/** How old a key is, as far as it is known. @param nowMs Unix time in milliseconds */
export function ageOf(
  { facts, createdAtMs }: Pick<AwsKey, "facts" | "createdAtMs">,
  { keyAgeDays }: Pick<Settings, "keyAgeDays">,
  nowMs: number,
): KeyAge {
  const ms = Math.max(0, nowMs - (facts?.issuedAtMs ?? createdAtMs))
  return { ms, atLeast: facts === null, old: keyAgeDays > 0 && ms > keyAgeDays * DAY_MS }
}
