import { useEffect, useRef } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import type { KeyView } from "../../shared/ipc/views.ts"
import { Field } from "../ui/field.tsx"

/** Where the codes of a key's device come from: `here` an account makes them; `typed` also where nothing does. */
export function codeSourceOf({
  mfaSerial,
  otpAccountId,
  codeFrom,
}: KeyView): "none" | "here" | "yubikey" | "typed" {
  if (mfaSerial === null) return "none"
  if (codeFrom?.kind === "yubikey" || codeFrom?.kind === "typed") return codeFrom.kind
  return otpAccountId === null ? "typed" : "here"
}

/** Whether a person has to give the code: always, or in the place of a hardware key that is not at hand. */
export const asksForCode = (awsKey: KeyView, error: AppErrorData | null): boolean =>
  codeSourceOf(awsKey) === "typed" || (codeSourceOf(awsKey) === "yubikey" && error?.kind === "yubikey")

export const digitsOf = (typed: string): string => typed.replace(/\s/g, "")
export const isCode = (typed: string): boolean => /^\d{6}$/.test(digitsOf(typed))

interface CodeFieldProps {
  value: string
  onChange: (value: string) => void
  label?: string
  hint?: string
  /** false: another field is typed in before it. */
  first?: boolean
  onEnter?: (() => void) | undefined
}

/** Six digits of a device that is elsewhere. Has the focus when it appears, with its dialog or later. */
export function CodeField({
  value,
  onChange,
  label = "Six digits of its MFA device",
  hint = "AWS takes each code once.",
  first = true,
  onEnter,
}: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (first) field.current?.focus()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it appears: then the focus is the person's
  }, [])
  return (
    <Field
      ref={field}
      label={label}
      inputMode="numeric"
      data-autofocus={first || undefined}
      value={value}
      maxLength={10}
      hint={hint}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onEnter?.()
      }}
    />
  )
}
