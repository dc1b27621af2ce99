/** @file What keys mean in the list of codes and in its search box. Pure. */

export interface ListPress {
  readonly key: string
  /** `KeyboardEvent.code`: with Alt, a Mac's `key` is another character. */
  readonly code: string
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
}

export interface ListContext {
  readonly focus: "search" | "list"
  readonly query: string
  /** How many rows there are. */
  readonly count: number
  /** The chosen row; -1: none. */
  readonly selected: number
  /** The first row that is wholly on screen, and how many are. */
  readonly firstVisible: number
  readonly visible: number
  /** Rows are being picked: they copy nothing. */
  readonly picking: boolean
}

export type ListAction =
  | { do: "select"; index: number; focus: "search" | "list" }
  | { do: "copy"; index: number; which: "current" | "next" }
  | { do: "clear" }
  /** Typing goes on in the search box; the browser puts the character there. */
  | { do: "type" }
  | { do: "edit" | "pin" | "remove" | "menu"; index: number }
  /** One place up or down in one's own order. */
  | { do: "move"; index: number; to: number }
  /** `toggle`: this row alone; `range`: all from where the last pick was. */
  | { do: "pick"; index: number; how: "toggle" | "range" }
  | { do: "pick-all" }
  | { do: "pick-end" }

/** The meaning of a key, or null for the browser's own. */
export function listAction(press: ListPress, context: ListContext): ListAction | null {
  const { key, alt, ctrl, shift } = press
  const { count, selected, focus, query } = context
  const move = movedBy(press, context)
  if (move !== null) return move
  const pick = pickedBy(press, context)
  if (pick !== null) return pick
  const number = (alt || focus === "list") && !context.picking ? numberOf(press) : null
  if (number !== null && !ctrl && !shift) {
    const index = context.firstVisible + number - 1
    return number <= context.visible && index < count ? { do: "copy", index, which: "current" } : null
  }
  const moved = ctrl || alt ? null : movedTo(key, context)
  if (moved !== null) return moved
  // With something typed the first hit is what Enter means, chosen or not.
  const chosen = selected >= 0 ? selected : 0
  if (key === "Enter" && !ctrl && !alt && chosen < count) {
    return { do: "copy", index: chosen, which: shift ? "next" : "current" }
  }
  if (key === "Escape") return query === "" && focus === "search" ? null : { do: "clear" }
  if (((shift && key === "F10") || key === "ContextMenu") && chosen < count)
    return { do: "menu", index: chosen }
  return focus === "list" && !ctrl && !alt ? inList(key, selected, count) : null
}

function movedBy(
  { key, alt, ctrl, shift }: ListPress,
  { query, count, selected }: ListContext,
): ListAction | null {
  if (!alt || ctrl || shift || query !== "" || selected < 0) return null
  const to = selected + (key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0)
  return to === selected || to < 0 || to >= count ? null : { do: "move", index: selected, to }
}

function pickedBy({ key, alt, ctrl, shift }: ListPress, context: ListContext): ListAction | null {
  const { focus, count, selected, picking } = context
  if (alt) return null
  if (picking && key === "Escape") return { do: "pick-end" }
  const has = selected >= 0 && selected < count
  if (picking && has && key === "Enter" && !ctrl) return { do: "pick", index: selected, how: "toggle" }
  if (focus !== "list") return null
  if (ctrl) {
    if (key.toLowerCase() === "a" && !shift && count > 0) return { do: "pick-all" }
    return key === " " && has ? { do: "pick", index: selected, how: "toggle" } : null
  }
  if (shift && (key === "ArrowDown" || key === "ArrowUp") && count > 0) {
    const index = Math.min(count - 1, Math.max(0, selected + (key === "ArrowDown" ? 1 : -1)))
    return { do: "pick", index, how: "range" }
  }
  return picking && has && key === " " ? { do: "pick", index: selected, how: "toggle" } : null
}

/** Whether a press types something: the names of other keys ("Tab", "F5") are longer than one code point. */
export function isCharacter(key: string): boolean {
  return key.length === ((key.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)
}

function inList(key: string, index: number, count: number): ListAction | null {
  const has = index >= 0 && index < count
  switch (key) {
    case " ":
      return has ? { do: "copy", index, which: "current" } : null
    case "n":
    case "N":
      return has ? { do: "copy", index, which: "next" } : null
    case "e":
    case "E":
    case "F2":
      return has ? { do: "edit", index } : null
    case "p":
    case "P":
      return has ? { do: "pin", index } : null
    case "Delete":
      return has ? { do: "remove", index } : null
    case "?":
    case "/":
      return null
    default:
      // One character, and not the name of a key.
      return isCharacter(key) || key === "Backspace" ? { do: "type" } : null
  }
}

function movedTo(key: string, { focus, count, selected, visible }: ListContext): ListAction | null {
  if (count === 0) return null
  const go = (index: number): ListAction => ({
    do: "select",
    index: Math.min(count - 1, Math.max(0, index)),
    focus: "list",
  })
  switch (key) {
    case "ArrowDown":
      return go(selected + 1)
    case "ArrowUp":
      if (focus === "search") return null
      return selected <= 0 ? { do: "select", index: 0, focus: "search" } : go(selected - 1)
    case "PageDown":
      return go(Math.max(0, selected) + Math.max(1, visible - 1))
    case "PageUp":
      return go(selected - Math.max(1, visible - 1))
    // In the search box these two belong to the text.
    case "Home":
      return focus === "list" ? go(0) : null
    case "End":
      return focus === "list" ? go(count - 1) : null
    default:
      return null
  }
}

/** 1 to 9 from either row of digits, or null. */
function numberOf({ key, code, alt }: ListPress): number | null {
  const digit = alt ? /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] : /^[1-9]$/.exec(key)?.[0]
  return digit === undefined ? null : Number(digit)
}
