/** A caret blinks to be found. Whoever has not typed for so long has found it, or looks elsewhere. */
const restMs = 5_000

/**
 * Lets the caret of a text field stand still after a while, as desktops do (`data-resting` for the styles): each blink
 * draws the window anew, twice a second for as long as it is open.
 * @returns how to let it blink again for good
 */
export function restCaret(field: HTMLInputElement): () => void {
  let timer: number | undefined
  const wake = () => {
    window.clearTimeout(timer)
    delete field.dataset.resting
    timer = window.setTimeout(() => (field.dataset.resting = ""), restMs)
  }
  const events = ["focus", "keydown", "input", "pointerdown"] as const
  for (const event of events) field.addEventListener(event, wake)
  wake()
  return () => {
    window.clearTimeout(timer)
    delete field.dataset.resting
    for (const event of events) field.removeEventListener(event, wake)
  }
}
