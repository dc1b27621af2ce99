/** @file How right a clock is, in words. Offsets are the right time minus this computer's, in milliseconds. */

/** Below this a measure says nothing: a host names whole seconds. */
const NOTHING_MS = 1_000
const MINUTE_MS = 60_000

/** "42 s", "3 min 20 s", "2 h 5 min": no more exact than it is of use. */
export function amountWords(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  const left = minutes % 60
  return left === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${left} min`
}

/** What a measure found, as a sentence. */
export function measureWords(offsetMs: number, from: string): string {
  if (isRight(offsetMs)) return `This computer's clock is right, says ${from}.`
  return `This computer's clock is ${amountWords(offsetMs)} ${offsetMs > 0 ? "behind" : "ahead"}, says ${from}.`
}

/** What is done about it, as a sentence. */
export function correctionWords(offsetMs: number): string {
  return `Codes are made as if it were ${amountWords(offsetMs)} ${offsetMs > 0 ? "later" : "earlier"}.`
}

export function isRight(offsetMs: number): boolean {
  return Math.abs(offsetMs) < NOTHING_MS
}

/** Whether codes of 30 s are likely to be refused. */
export function isFarOff(offsetMs: number): boolean {
  return Math.abs(offsetMs) >= MINUTE_MS / 2
}
