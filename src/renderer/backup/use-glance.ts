import { useEffect, useState } from "react"

/** As long as scanning takes, and no longer. */
export const GLANCE_MS = 60_000

/**
 * What may be seen for a moment only: gone after a minute, and as soon as the window is left.
 * @returns what is in sight, and how to bring it there
 */
export function useGlance<T>(): [shown: T | null, show: (value: T) => void] {
  const [shown, setShown] = useState<T | null>(null)
  useEffect(() => {
    if (shown === null) return
    const hide = () => setShown(null)
    const hideWhenHidden = () => document.hidden && hide()
    const timer = window.setTimeout(hide, GLANCE_MS)
    window.addEventListener("blur", hide)
    document.addEventListener("visibilitychange", hideWhenHidden)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener("blur", hide)
      document.removeEventListener("visibilitychange", hideWhenHidden)
    }
  }, [shown])
  return [shown, setShown]
}
