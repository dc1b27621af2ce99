import { useEffect, useState } from "react"
import { X } from "lucide-react"
import { createStore, useStore } from "../store.ts"
import { announce } from "./announce.tsx"
import { Button, IconButton } from "./button.tsx"
import { cx } from "./cx.ts"
import styles from "./toast.module.css"

interface Toast {
  turn: number
  text: string
  look: "done" | "failed"
  action: { label: string; run: () => void } | null
}

const shown = createStore<Toast | null>(null)
let turns = 0
const stayMs = 8_000

/** Says what was done, for eight seconds, with a way to take it back. */
export function toast(text: string, action: Toast["action"] = null, look: Toast["look"] = "done"): void {
  turns += 1
  shown.set({ turn: turns, text, look, action })
  announce(action === null ? text : `${text} ${action.label}: Control Z.`)
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

function Bar({ text, look, action }: Toast) {
  const [held, hold] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = window.setTimeout(() => shown.set(null), stayMs)
    return () => window.clearTimeout(timer)
  }, [held])
  return (
    <div
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
      <IconButton label="Dismiss" icon={<X />} className={styles.close} onClick={() => shown.set(null)} />
    </div>
  )
}
