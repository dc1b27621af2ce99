import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes } from "react"
import { ChevronDown } from "lucide-react"
import { cx } from "./cx.ts"
import styles from "./field.module.css"

interface Frame {
  label: string
  /** Beside the label, muted: "optional". */
  aside?: string | undefined
  hint?: ReactNode
  error?: string | null | undefined
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id">, Frame {
  mono?: boolean
  /** At the right end inside the box. */
  trailing?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** A labelled text box. Nothing typed is remembered, corrected or checked for spelling by the browser. */
export function Field({ label, aside, hint, error, mono, trailing, className, ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className={cx(styles.field, className)}>
      <Label id={id} label={label} aside={aside} />
      <div className={cx(styles.box, error ? styles.wrong : null)}>
        <input
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          {...rest}
          id={id}
          className={cx(styles.input, mono && styles.mono)}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-about`}
        />
        {trailing}
      </div>
      <About id={id} hint={hint} error={error} />
    </div>
  )
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "id">, Frame {}

export function Select({ label, aside, hint, error, className, children, ...rest }: SelectProps) {
  const id = useId()
  return (
    <div className={cx(styles.field, className)}>
      <Label id={id} label={label} aside={aside} />
      <div className={cx(styles.box, error ? styles.wrong : null)}>
        <select {...rest} id={id} className={styles.select} aria-describedby={`${id}-about`}>
          {children}
        </select>
        <ChevronDown className={styles.chevron} aria-hidden="true" />
      </div>
      <About id={id} hint={hint} error={error} />
    </div>
  )
}

function Label({ id, label, aside }: { id: string; label: string; aside: string | undefined }) {
  return (
    <div className={styles.head}>
      <label htmlFor={id}>{label}</label>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </div>
  )
}

function About({ id, hint, error }: { id: string; hint: ReactNode; error: string | null | undefined }) {
  return (
    <div id={`${id}-about`} className={styles.about} aria-live="polite">
      {error ? <span className={styles.error}>{error}</span> : hint}
    </div>
  )
}
