import { useEffect, useState } from "react"

/** Whether Alt is held alone: the rows then show the numbers that copy them. */
export function useAltHeld(): boolean {
  const [held, hold] = useState(false)
  useEffect(() => {
    const follow = (event: KeyboardEvent) => hold(event.altKey && !event.ctrlKey && !event.metaKey)
    const release = () => hold(false)
    window.addEventListener("keydown", follow)
    window.addEventListener("keyup", follow)
    window.addEventListener("blur", release)
    return () => {
      window.removeEventListener("keydown", follow)
      window.removeEventListener("keyup", follow)
      window.removeEventListener("blur", release)
    }
  }, [])
  return held
}
