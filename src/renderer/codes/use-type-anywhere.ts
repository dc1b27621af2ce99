import { useEffect, useEffectEvent } from "react"
import { isTyping } from "../shell/use-shortcuts.ts"
import { isCharacter } from "./list-keys.ts"

/**
 * Typing with the focus on nothing in particular searches.
 * @param press what the search box would do with Alt and a digit,, with the arrows and with Esc
 */
export function useTypeAnywhere(press: (event: KeyboardEvent) => void): void {
  const pressed = useEffectEvent(press)
  useEffect(() => {
    const typed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing) return
      if (document.querySelector("dialog[open], [popover]:popover-open") !== null) return
      const { target, key } = event
      const onNothing = target === document.body || !(target instanceof HTMLElement)
      const onButton = target instanceof HTMLButtonElement && key !== " "
      if (isTyping(target) || (!onNothing && !onButton)) return
      if (onNothing && (event.altKey || key.startsWith("Arrow") || key === "Escape")) {
        pressed(event)
        return
      }
      if (event.altKey || !isCharacter(key) || key === "/" || key === "?") return
      // Focus moves during the press, so the browser puts the character into the box.
      document.querySelector<HTMLInputElement>("input[data-search]")?.focus()
    }
    window.addEventListener("keydown", typed)
    return () => window.removeEventListener("keydown", typed)
  }, [])
}
