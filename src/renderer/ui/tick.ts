/** @file The one clock of the page: a beat on every full second while the window is visible. Rows write what changes
 *  straight to the document from it; an animation or a frame callback per row would cost a tenth of a core. */
import { useSyncExternalStore } from "react"

type Beat = (nowMs: number) => void

/** Timers may fire a little early against the wall clock; a code must have turned when the beat reads it. */
const marginMs = 4

const beats = new Set<Beat>()
let timer: number | undefined

function beat(): void {
  timer = undefined
  const nowMs = Date.now()
  for (const each of [...beats]) each(nowMs)
  schedule()
}

function schedule(): void {
  if (timer !== undefined || beats.size === 0 || document.hidden) return
  timer = window.setTimeout(beat, 1000 - (Date.now() % 1000) + marginMs)
}

function wake(): void {
  if (timer !== undefined) window.clearTimeout(timer)
  timer = undefined
  if (!document.hidden) beat()
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", wake)
  // After the computer slept, or its clock was set, focus comes first: what is shown is made right at once.
  window.addEventListener("focus", wake)
}

/** Calls `each` on every full second while the window is visible, and once at once. @returns how to stop */
export function onBeat(each: Beat): () => void {
  beats.add(each)
  each(Date.now())
  schedule()
  return () => {
    beats.delete(each)
  }
}

function subscribe(notify: () => void): () => void {
  beats.add(notify)
  schedule()
  return () => beats.delete(notify)
}

/** The full second that runs: between two beats it is the same, as React asks of a snapshot. */
function secondMs(): number {
  return Math.floor(Date.now() / 1000) * 1000
}

/** A text that depends on the time; the component is drawn again only when the text differs. */
export function useTimeText(textAt: (nowMs: number) => string): string {
  return useSyncExternalStore(subscribe, () => textAt(secondMs()))
}

/** A number or flag that depends on the time; drawn again only when it differs. */
export function useTimed<T extends number | boolean>(valueAt: (nowMs: number) => T): T {
  return useSyncExternalStore(subscribe, () => valueAt(secondMs()))
}
