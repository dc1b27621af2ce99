import { useEffect, useRef, useState } from "react"
import { X } from "lucide-react"
import { createPrivateStore, useStore } from "../store.ts"
import { announce } from "./announce.tsx"
import { Button, IconButton } from "./button.tsx"
import { cx } from "./cx.ts"
import { useToastRoom } from "./use-toast-room.ts"
import styles from "./toast.module.css"

interface Toast {
  turn: number
  text: string
  look: "done" | "failed"
  /** `gone`: it went away without being taken. */
  action: { label: string; run: () => void; gone?: () => void } | null
  stayMs: number
}

const shown = createPrivateStore<Toast | null>(null)
let turns = 0

/** Says what was done, for eight seconds unless told otherwise, with a way to take it back. */
export function toast(
  text: string,
  action: Toast["action"] = null,
  look: Toast["look"] = "done",
  stayMs = 8_000,
): void {
  turns += 1
  leave()
  shown.set({ turn: turns, text, look, action, stayMs })
  announce(action === null ? text : `${text} ${action.label}: Control Z.`)
}

/** What is shown goes without its action being taken. */
function leave(): void {
  const action = shown.get()?.action
  shown.set(null)
  action?.gone?.()
}

/** Runs the shown toast's action (Ctrl or Cmd+Z). @returns whether there was one */
export function runToastAction(): boolean {
  const action = shown.get()?.action
  if (action === undefined || action === null) return false
  shown.set(null)
  action.run()
  return true
}

export function ToastBar() {
  const present = useStore(shown)
  return present === null ? null : <Bar key={present.turn} {...present} />
}

function Bar({ text, look, action, stayMs }: Toast) {
  const bar = useRef<HTMLDivElement>(null)
  const [held, hold] = useState(false)
  useToastRoom(bar)
  useEffect(() => {
    if (held) return
    const timer = window.setTimeout(leave, stayMs)
    return () => window.clearTimeout(timer)
  }, [held, stayMs])
  return (
    <div
      ref={bar}
      className={cx(styles.bar, look === "failed" && styles.failed)}
      data-testid="toast"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <span className={styles.text}>{text}</span>
      {action !== null && (
        <Button size="small" look="quiet" className={styles.action} onClick={() => void runToastAction()}>
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X />} className={styles.close} onClick={leave} />
    </div>
  )
}
