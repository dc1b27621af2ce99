import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from "react"

export interface Drag {
  /** The place of the row that is dragged. */
  readonly from: number
  /** Where it would go: between rows `gap - 1` and `gap`. */
  readonly gap: number
}

interface DragOptions {
  scroller: RefObject<HTMLElement | null>
  count: number
  rowHeight: number
  /** Above the first row. */
  padding: number
  onDrop: (from: number, to: number) => void
}

/** So near to an edge the list scrolls, by so much each time. */
const edge = 36
const scrollStep = 14
const scrollEveryMs = 30

/** Drags a row by its grip. The rows stay where they are; a line shows where it would go. */
export function useDrag({ scroller, count, rowHeight, padding, onDrop }: DragOptions) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const begin = (event: ReactPointerEvent, from: number) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    let y = event.clientY
    let gap = from
    const follow = () => {
      const list = scroller.current
      if (list === null) return
      const at = (y - list.getBoundingClientRect().top + list.scrollTop - padding) / rowHeight
      const next = Math.min(count, Math.max(0, Math.round(at)))
      if (next === gap) return
      gap = next
      setDrag({ from, gap })
    }
    const move = (moved: PointerEvent) => {
      y = moved.clientY
      follow()
    }
    const scrolling = window.setInterval(() => {
      const list = scroller.current
      if (list === null) return
      const { top, bottom } = list.getBoundingClientRect()
      if (y < top + edge) list.scrollTop -= scrollStep
      else if (y > bottom - edge) list.scrollTop += scrollStep
      else return
      follow()
    }, scrollEveryMs)
    const end = () => {
      stop.current = undefined
      window.clearInterval(scrolling)
      window.removeEventListener("pointermove", move)
      window.removeEventListener("pointerup", drop)
      window.removeEventListener("pointercancel", end)
      window.removeEventListener("keydown", escape, true)
      setDrag(null)
    }
    const drop = () => {
      end()
      const to = gap > from ? gap - 1 : gap
      if (to !== from) onDrop(from, to)
    }
    const escape = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return
      pressed.preventDefault()
      pressed.stopPropagation()
      end()
    }
    window.addEventListener("pointermove", move)
    window.addEventListener("pointerup", drop)
    window.addEventListener("pointercancel", end)
    window.addEventListener("keydown", escape, true)
    stop.current = end
    setDrag({ from, gap })
  }
  return { drag, begin }
}
