import { useLayoutEffect, type RefObject } from "react"

/** Between what was scrolled free and what covered it, in pixels. */
const gap = 8

/** Whatever scrolls (`above-toast` of base.css) can be scrolled free of what lies over the foot of the window. */
export function useToastRoom(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const over = bar.current
    const root = document.documentElement
    if (over === null) return
    const measure = () => {
      const foot = document.querySelector("main")?.getBoundingClientRect().bottom ?? root.clientHeight
      const room = Math.max(0, Math.ceil(foot - over.getBoundingClientRect().top)) + gap
      root.style.setProperty("--toast-room", `${room}px`)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(over)
    observer.observe(root)
    measure()
    return () => {
      observer.disconnect()
      root.style.removeProperty("--toast-room")
    }
  }, [bar])
}
