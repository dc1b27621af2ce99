const searchBox = () => document.querySelector<HTMLInputElement>("input[data-search]")

/** Puts the focus into the one search box, at once; where it is not drawn yet, a moment later. */
export function focusSearch(): void {
  const focus = (box: HTMLInputElement | null) => {
    box?.focus()
    box?.select()
  }
  const box = searchBox()
  if (box === null) window.setTimeout(() => focus(searchBox()))
  else focus(box)
}
