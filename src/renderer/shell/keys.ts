/** @file What the keys mean that work anywhere in the window. */
import type { SessionsTab } from "../sessions/sessions-state.ts"
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
  | { do: "go"; place: Place; tab?: SessionsTab }

const places: Readonly<Record<string, Omit<Extract<Shortcut, { do: "go" }>, "do">>> = {
  "1": { place: "codes" },
  "2": { place: "sessions", tab: "sessions" },
  "3": { place: "settings" },
  "4": { place: "sessions", tab: "checkup" },
  "5": { place: "sessions", tab: "log" },
  ",": { place: "settings" },
}

/** The meaning of a key pressed outside dialogs, or null. `ctrl` is Cmd on a Mac. */
export function shortcutFor({ key, ctrl, alt, shift, typing }: Press): Shortcut | null {
  if (alt) return null
  if (ctrl) {
    const lower = key.toLowerCase()
    const to = places[key]
    if (to !== undefined && !shift) return { do: "go", ...to }
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
