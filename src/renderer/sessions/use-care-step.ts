import { useEffect, useState } from "react"
import type { Event } from "../../shared/ipc/contract.ts"
import { on } from "../api.ts"

/** What main does for this key at the moment, as it was told last; null: nothing was told since `busy` began. */
export function useCareStep(keyId: string, busy: boolean): Event<"keys:step"> | null {
  const [step, setStep] = useState<Event<"keys:step"> | null>(null)
  useEffect(() => {
    if (!busy) return
    const stop = on("keys:step", (event) => {
      if (event.keyId === keyId) setStep(event)
    })
    return () => {
      stop()
      setStep(null)
    }
  }, [keyId, busy])
  return step
}
