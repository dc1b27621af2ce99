import type { ButtonHTMLAttributes, ReactNode, Ref } from "react"
import { cx } from "./cx.ts"
import styles from "./button.module.css"

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "plain" | "quiet" | "danger"
  size?: "normal" | "small"
  icon?: ReactNode
  /** Shows that work is under way; further presses are ignored. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  look = "plain",
  size = "normal",
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={cx(styles.button, styles[look], styles[size], busy && styles.busy, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for the tooltip and for screen readers. */
  label: string
  icon: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(styles.iconButton, className)}
    >
      {icon}
    </button>
  )
}
