/** How far up from what the pointer is on a text may be cut off: a name, its line, the cell around it. */
const levels = 4

function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === "ellipsis"
}

/**
 * Lets every text that ends in “…” for want of room be read whole in a tooltip. Decided when the pointer comes to it:
 * a text that fits has none, so that nothing pops up over what can be read anyway.
 * @returns ends it
 */
export function followCutText(): () => void {
  const onOver = ({ target }: PointerEvent) => {
    let at = target instanceof Element ? target : null
    for (let level = 0; at !== null && level < levels; level++, at = at.parentElement) {
      if (!(at instanceof HTMLElement)) continue
      const isOurs = at.dataset.cut !== undefined
      if (at.title !== "" && !isOurs) return
      if (isCut(at)) {
        at.dataset.cut = ""
        at.title = at.textContent.trim()
        return
      }
      if (isOurs) {
        delete at.dataset.cut
        at.removeAttribute("title")
      }
    }
  }
  document.addEventListener("pointerover", onOver, { passive: true })
  return () => document.removeEventListener("pointerover", onOver)
}
