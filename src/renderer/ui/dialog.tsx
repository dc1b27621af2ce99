import { useEffect, useId, useRef, type ReactNode } from "react"
import { X } from "lucide-react"
import { IconButton } from "./button.tsx"
import { cx } from "./cx.ts"
import styles from "./dialog.module.css"

interface DialogProps {
  title: string
  /** Esc, the cross, or a click outside. */
  onClose: () => void
  /** What stands at the foot, the main button last. */
  actions?: ReactNode
  /** Left of the title: a way back. */
  lead?: ReactNode
  size?: "small" | "normal" | "large"
  /** A click beside it does not close it: what was typed would be lost. */
  keep?: boolean
  children: ReactNode
}

/** A modal dialog. The browser's own: it keeps the focus inside, makes the rest inert, and gives the focus back. */
export function Dialog({ title, onClose, actions, lead, size = "normal", keep, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    const first = dialog.querySelector<HTMLElement>("[data-autofocus]:not(:disabled)")
    // The browser would choose the cross.
    ;(first ?? dialog).focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      className={cx(styles.dialog, styles[size])}
      aria-labelledby={id}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && keep !== true) onClose()
      }}
    >
      <div className={styles.sheet}>
        <header className={styles.head}>
          {lead}
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <IconButton label="Close" icon={<X />} onClick={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
        {actions !== undefined && <footer className={styles.foot}>{actions}</footer>}
      </div>
    </dialog>
  )
}
