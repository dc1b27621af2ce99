import { useState } from "react"
import { Field } from "../ui/field.tsx"
import styles from "./set-up.module.css"

/** What a sign-in of the user to the console is limited to, as typed. */
export interface Limits {
  readonly policy: string
  readonly policyArns: string
}

interface ConsoleLimitsProps {
  limits: Limits
  refused: { field: string; text: string } | null
  onChange: (limits: Limits) => void
}

/** For profiles without a role. */
export function ConsoleLimits({ limits, refused, onChange }: ConsoleLimitsProps) {
  const [isOpen, setOpen] = useState(limits.policy !== "" || limits.policyArns !== "")
  const error = (...fields: string[]) =>
    refused !== null && fields.includes(refused.field) ? refused.text : null
  return (
    <details className={styles.details} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Sign-in to the console</summary>
      <div className={styles.form}>
        <p className={styles.text}>
          You sign in with what the user may do, without MFA. These limit it further.
        </p>
        <Field
          label="Policy"
          aside="optional"
          mono
          placeholder='{"Version":"2012-10-17","Statement":[…]}'
          maxLength={20_000}
          value={limits.policy}
          error={error("session-policy")}
          onChange={(event) => onChange({ ...limits, policy: event.target.value })}
        />
        <Field
          label="Managed policies"
          aside="optional"
          mono
          placeholder="arn:aws:iam::aws:policy/ReadOnlyAccess"
          maxLength={20_000}
          value={limits.policyArns}
          error={error("policy-arn", "policies")}
          onChange={(event) => onChange({ ...limits, policyArns: event.target.value })}
        />
      </div>
    </details>
  )
}
