import { useEffect, useState } from "react"
import type { Event } from "../../shared/ipc/contract.ts"
import { call, on } from "../api.ts"
import { Progress } from "../ui/progress.tsx"

/** How far secrets are on their way. */
export function MoveProgress({ label }: { label: string }) {
  const [progress, setProgress] = useState<Event<"move:progress">>({ done: 0, total: 0 })
  useEffect(() => on("move:progress", setProgress), [])
  const { done, total } = progress
  return <Progress label={total === 0 ? label : `${label} (${done} of ${total})`} done={done} total={total} />
}

/** Stops what moves; past its last copy it goes on. */
export function cancelMove(): void {
  call("keychain:move-cancel", {}).catch(() => undefined)
}
