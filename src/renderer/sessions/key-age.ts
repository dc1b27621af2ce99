import type { KeyView } from "../../shared/ipc/views.ts"
import { ageOf, agoWords, daysWords } from "../../shared/words/key-care.ts"

const DAY_MS = 86_400_000

type Care = KeyView["care"]

/** `120 days old`, or how long it is here where AWS was not asked. */
export function ageWords(care: Care, nowMs: number): string {
  const { ms, atLeast } = ageOf(care, { keyAgeDays: 0 }, nowMs)
  if (ms < DAY_MS) return atLeast ? "added today" : "made today"
  return atLeast ? `here for ${daysWords(ms)}` : `${daysWords(ms)} old`
}

/** `last used 3 days ago`; empty where AWS was not asked. */
export function usedWords({ facts }: Care, nowMs: number): string {
  if (facts === null) return ""
  return facts.usedAtMs === null ? "never used" : `last used ${agoWords(nowMs - facts.usedAtMs)}`
}

/** Whether it is older than its owner wants keys to be. */
export const isOld = (care: Care, keyAgeDays: number, nowMs: number): boolean =>
  ageOf(care, { keyAgeDays }, nowMs).old
