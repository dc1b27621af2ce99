import { useEffect } from "react"
import { openEnrol } from "../enrol/enrol-state.ts"
import { lockNow, lockOrSetUp } from "../lock/lock-now.ts"
import { sessionsTab } from "../sessions/sessions-state.ts"
import { place } from "../state.ts"
import { runToastAction } from "../ui/toast.tsx"
import { focusSearch } from "../codes/search-focus.ts"
import { shortcutFor } from "./keys.ts"

/** Whether typing goes into this element. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "range", "button"].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  )
}

function isLockKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const press = { key, ctrl: ctrlKey || metaKey, alt: altKey, shift: shiftKey, typing: true }
  return shortcutFor(press)?.do === "lock"
}

/** Listens for the keys of {@link shortcutFor}. Dialogs and menus have their own. */
export function useShortcuts(openHelp: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const covered = document.querySelector("dialog[open], [popover]:popover-open") !== null
      // Locking is for whoever must leave at once, whatever is open.
      if (covered && !isLockKey(event)) return
      const emptySearch = event.target instanceof HTMLInputElement && event.target.value === ""
      const shortcut = shortcutFor({
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        // In an empty search box these keys would find nothing: there they keep their meaning.
        typing: isTyping(event.target) && !emptySearch,
      })
      if (shortcut === null) return
      event.preventDefault()
      switch (shortcut.do) {
        case "add":
          openEnrol()
          break
        case "find":
          // What can be searched here is searched here.
          if (document.querySelector("main input[data-search]") === null) place.set("codes")
          focusSearch()
          break
        case "go":
          place.set(shortcut.place)
          if (shortcut.tab !== undefined) sessionsTab.set(shortcut.tab)
          break
        case "lock":
          void (covered ? lockNow() : lockOrSetUp())
          break
        case "undo":
          runToastAction()
          break
        case "help":
          openHelp()
          break
      }
    }
    window.addEventListener("keydown", pressed)
    return () => window.removeEventListener("keydown", pressed)
  }, [openHelp])
}
