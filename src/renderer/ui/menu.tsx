import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react"
import { cx } from "./cx.ts"
import styles from "./menu.module.css"

export interface MenuItem {
  label: string
  icon: ReactNode
  /** The key that does the same, as written on it. */
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** One of several that exclude each other: whether it is the one. */
  checked?: boolean
  run: () => void
}

interface MenuProps {
  label: string
  /** Where its top right corner stands, in the window. */
  at: { x: number; y: number }
  items: readonly (MenuItem | "line")[]
  onClose: () => void
}

const margin = 8

/** Opens as soon as it is drawn. Arrow keys, Home, End and first letters move; Esc and a click elsewhere close. */
export function Menu({ label, at, items, onClose }: MenuProps) {
  const ref = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  // Before it is taken away, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const menu = ref.current
    if (menu === null) return
    const before = document.activeElement
    menu.showPopover()
    const box = menu.getBoundingClientRect()
    const left = Math.min(Math.max(margin, at.x - box.width), window.innerWidth - box.width - margin)
    const fitsBelow = at.y + box.height + margin <= window.innerHeight
    const top = fitsBelow ? at.y : Math.max(margin, at.y - box.height - 40)
    menu.style.left = `${left}px`
    menu.style.top = `${top}px`
    enabled(menu)[0]?.focus()
    // A popover that closes by itself would do so as the mouse button that opened it is let go.
    const elsewhere = (event: PointerEvent) => {
      if (!menu.contains(event.target as Node)) close.current()
    }
    const away = () => close.current()
    document.addEventListener("pointerdown", elsewhere, true)
    window.addEventListener("blur", away)
    window.addEventListener("resize", away)
    return () => {
      document.removeEventListener("pointerdown", elsewhere, true)
      window.removeEventListener("blur", away)
      window.removeEventListener("resize", away)
      if (menu.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [at.x, at.y])
  const move = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation()
    const all = enabled(event.currentTarget)
    const present = all.findIndex((item) => item === document.activeElement)
    const to = target(event.key, present, all)
    if (to !== undefined || event.key === "Escape" || event.key === "Tab") event.preventDefault()
    if (event.key === "Escape" || event.key === "Tab") onClose()
    to?.focus()
  }
  return (
    <div ref={ref} popover="manual" role="menu" aria-label={label} className={styles.menu} onKeyDown={move}>
      {items.map((item, index) =>
        item === "line" ? (
          <div key={index} role="separator" className={styles.line} />
        ) : (
          <button
            key={item.label}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={item.checked}
            tabIndex={-1}
            disabled={item.disabled}
            className={cx(styles.item, item.danger && styles.danger)}
            onClick={() => {
              onClose()
              item.run()
            }}
          >
            {item.icon}
            <span className={styles.label}>{item.label}</span>
            {item.keys !== undefined && <kbd>{item.keys}</kbd>}
          </button>
        ),
      )}
    </div>
  )
}

function enabled(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')]
}

function target(key: string, present: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === "ArrowDown") return all[(present + 1) % all.length]
  if (key === "ArrowUp") return all.at(present <= 0 ? -1 : present - 1)
  if (key === "Home") return all[0]
  if (key === "End") return all.at(-1)
  if (key.length !== 1 || key === " ") return undefined
  return all.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()))
}
