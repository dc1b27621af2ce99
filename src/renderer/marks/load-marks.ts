import { codes } from "../codes/code-store.ts"
import { createStore } from "../store.ts"
import type { MarkLibrary } from "./library.ts"

/** null: not there yet, initials stand in. */
export const markLibrary = createStore<MarkLibrary | null>(null)

let asked = false

/** Where codes are long in coming, or none come at all. */
const WITHOUT_CODES_MS = 1_000

/** Once, when the first codes are there and there is nothing better to do: the library is half as large as the page. */
export function loadMarks(): void {
  if (asked) return
  asked = true
  if (codes.get().size > 0) {
    loadWhenIdle()
    return
  }
  const go = () => {
    stop()
    window.clearTimeout(timer)
    loadWhenIdle()
  }
  const stop = codes.subscribe(go)
  const timer = window.setTimeout(go, WITHOUT_CODES_MS)
}

function loadWhenIdle(): void {
  requestIdleCallback(
    () => {
      import("./library.ts").then(
        ({ library }) => markLibrary.set(library),
        () => {
          asked = false
        },
      )
    },
    { timeout: 500 },
  )
}
