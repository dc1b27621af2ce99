/** @file The countdown's measures and the writing of it into the document. */
export const side = 28
export const radius = 11
export const circumference = 2 * Math.PI * radius

/** From here on the next code is near: the ring shows its seconds. */
export const endingSeconds = 7

export interface RingState {
  /** How much of the arc is hidden, as `stroke-dashoffset` takes it: 0 at the start of the period. */
  readonly offset: number
  /** Whole seconds left, counting the one that runs. */
  readonly seconds: number
  readonly ending: boolean
}

/** What a ring shows that does not run: no time is known. */
export const fullRing: RingState = { offset: 0, seconds: 0, ending: false }

/** What a ring shows at an instant. A period shorter than twice the ending is never "ending" before its half. */
export function ringAt(startsAtMs: number, expiresAtMs: number, nowMs: number): RingState {
  const periodMs = Math.max(1, expiresAtMs - startsAtMs)
  const leftMs = Math.min(periodMs, Math.max(0, expiresAtMs - nowMs))
  const seconds = Math.ceil(leftMs / 1000)
  const ending = seconds <= Math.min(endingSeconds, Math.floor(periodMs / 2000))
  // Steps of whole seconds: between two beats nothing moves.
  const shown = Math.min(1, (seconds * 1000) / periodMs)
  return { offset: circumference * (1 - shown), seconds, ending }
}

/** Writes it where a `Ring` stands. `host` is what carries `data-ending` for the styles around it. */
export function writeRing(host: HTMLElement, { offset, seconds, ending }: RingState): void {
  const arc = host.querySelector<SVGElement>("[data-arc]")
  if (arc !== null) arc.style.strokeDashoffset = String(offset)
  const text = host.querySelector("[data-seconds]")
  const words = ending ? String(seconds) : ""
  if (text !== null && text.textContent !== words) text.textContent = words
  if (host.hasAttribute("data-ending") !== ending) host.toggleAttribute("data-ending", ending)
}
