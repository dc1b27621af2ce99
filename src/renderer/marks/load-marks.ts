import { createStore } from "../store.ts"
import type { MarkLibrary } from "./library.ts"

/** null: not there yet, initials stand in. */
export const markLibrary = createStore<MarkLibrary | null>(null)

let asked = false

/** Once, when there is nothing better to do. */
export function loadMarks(): void {
  if (asked) return
  asked = true
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
