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
}

/** Six digits of a device that is elsewhere. */
export function CodeField({
  value,
  onChange,
  label = "Six digits of its MFA device",
  hint = "AWS takes each code once.",
}: CodeFieldProps) {
  return (
    <Field
      label={label}
      inputMode="numeric"
      value={value}
      maxLength={10}
      hint={hint}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
