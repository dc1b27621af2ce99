import { useRef, useState } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { errorOf } from "../api.ts"

export interface Action<A extends unknown[]> {
  /** Resolves to whether it worked; never rejects. Ignored while it runs already. */
  run: (...args: A) => Promise<boolean>
  busy: boolean
  error: AppErrorData | null
  clear: () => void
}

/** Something the person does that main may refuse: whether it runs, and what it said. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppErrorData | null>(null)
  const running = useRef(false)
  const run = async (...args: A) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(null)
    try {
      await work(...args)
      return true
    } catch (thrown) {
      setError(errorOf(thrown))
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy, error, clear: () => setError(null) }
}
