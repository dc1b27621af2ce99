/** @file What keys mean on a session's card, besides those that move in the list. Pure. */

export type CardKey = "start" | "stop" | "edit" | "remove" | "menu" | "pick"

interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
}

/** @returns null for a key that means nothing here. @param picking cards are being chosen: Enter and Space choose */
export function cardKey({ key, ctrlKey, shiftKey }: Press, picking: boolean): CardKey | null {
  if (key === "ContextMenu" || (shiftKey && key === "F10")) return "menu"
  if (key === " ") return picking || ctrlKey ? "pick" : "start"
  if (ctrlKey) return null
  if (key === "Enter") return picking ? "pick" : "start"
  if (key === "Delete") return "remove"
  if (key === "F2") return "edit"
  if (shiftKey) return null
  switch (key.toLowerCase()) {
    case "s":
      return "stop"
    case "e":
      return "edit"
    case "x":
      return "pick"
    default:
      return null
  }
}
