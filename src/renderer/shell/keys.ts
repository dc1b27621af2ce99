/** @file What the keys mean that work anywhere in the window. */
import type { Place } from "../state.ts"

export interface Press {
  readonly key: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  /** Focus is in a box one types in. */
  readonly typing: boolean
}

export type Shortcut =
  | { do: "add" }
  | { do: "find" }
  | { do: "undo" }
  | { do: "help" }
  | { do: "lock" }
  | { do: "go"; place: Place }

const places: Readonly<Record<string, Place>> = {
  "1": "codes",
  "2": "sessions",
  "3": "settings",
  ",": "settings",
}

/** The meaning of a key pressed outside dialogs, or null. `ctrl` is Cmd on a Mac. */
export function shortcutFor({ key, ctrl, alt, shift, typing }: Press): Shortcut | null {
  if (alt) return null
  if (ctrl) {
    const lower = key.toLowerCase()
    const to = places[key]
    if (to !== undefined && !shift) return { do: "go", place: to }
    if (lower === "l" && !shift) return { do: "lock" }
    if (lower === "n" && !shift) return { do: "add" }
    if (lower === "f" || lower === "k") return { do: "find" }
    if (lower === "z" && !shift && !typing) return { do: "undo" }
    return null
  }
  if (typing) return null
  if (key === "?") return { do: "help" }
  if (key === "/") return { do: "find" }
  return null
}
