import type { ReactNode } from "react"
import { Button } from "./button.tsx"

interface FormFootProps {
  /** The id of the form that is sent off. */
  form: string
  busy?: boolean
  disabled?: boolean
  onCancel: () => void
  /** The words on the button that leaves. */
  leave?: string
  /** The words on the main button. */
  children: ReactNode
}

/** The foot of a dialog with one form in it: leave, or send it off. */
export function FormFoot({ form, busy, disabled, onCancel, leave = "Cancel", children }: FormFootProps) {
  return (
    <>
      <Button data-cancel onClick={onCancel}>
        {leave}
      </Button>
      <Button look="primary" type="submit" form={form} busy={busy} disabled={disabled}>
        {children}
      </Button>
    </>
  )
}
