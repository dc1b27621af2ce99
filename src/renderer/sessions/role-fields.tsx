import { useState } from "react"
import { Trash2 } from "lucide-react"
import { IconButton } from "../ui/button.tsx"
import { Field } from "../ui/field.tsx"
import { hasOptions, type RoleDraft } from "./role-draft.ts"
import styles from "./set-up.module.css"
import own from "./role-fields.module.css"

interface RoleFieldsProps {
  role: RoleDraft
  /** From 1; 0: the only one. */
  number: number
  /** Which field main refused, and its words. */
  refused: { field: string; text: string } | null
  onChange: (role: RoleDraft) => void
  /** Absent: it is the only row. */
  onRemove?: (() => void) | undefined
}

/** Refusals that are about no field under "More". */
const outside: ReadonlySet<string> = new Set([
  "role-arn",
  "chain",
  "region",
  "duration",
  "role-duration",
  "chain-duration",
])

/** One role of a profile, and under "More" what goes with it. */
export function RoleFields({ role, number, refused, onChange, onRemove }: RoleFieldsProps) {
  /** Which of several roles was refused is not said: those that say nothing there were not. */
  const field = (name: Exclude<keyof RoleDraft, "row">, ...refusals: string[]) => ({
    value: role[name],
    error: refused !== null && role[name] !== "" && refusals.includes(refused.field) ? refused.text : null,
    onChange: (event: { target: { value: string } }) => onChange({ ...role, [name]: event.target.value }),
  })
  const [isOpen, setOpen] = useState(hasOptions(role))
  const label = number === 0 ? "Role to assume" : `Role ${number}`
  const inMore = refused !== null && hasOptions(role) && !outside.has(refused.field)
  return (
    <div role="group" aria-label={label} className={own.role}>
      <Field
        label={label}
        aside="optional"
        mono
        placeholder="arn:aws:iam::123456789012:role/Admin"
        maxLength={8_000}
        trailing={
          onRemove !== undefined && (
            <IconButton label={`Leave out role ${number}`} icon={<Trash2 />} onClick={onRemove} />
          )
        }
        {...field("arn", "role-arn", "chain")}
      />
      {(role.arn.trim() !== "" || hasOptions(role)) && (
        <details
          className={styles.details}
          open={isOpen || inMore}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>More for this role</summary>
          <div className={styles.form}>
            <div className={styles.pair}>
              <Field
                label="External id"
                aside="optional"
                maxLength={1_300}
                hint="From whoever owns the role."
                {...field("externalId", "external-id")}
              />
              <Field
                label="Session name"
                aside="optional"
                maxLength={100}
                hint="Shown in AWS's logs."
                {...field("sessionName", "session-name")}
              />
            </div>
            <Field
              label="Source identity"
              aside="optional"
              maxLength={100}
              hint="Who you are, in AWS's logs. It stays the same in the roles after this one."
              {...field("sourceIdentity", "source-identity", "source-identity-chain")}
            />
            <div className={styles.pair}>
              <Field
                label="Session tags"
                aside="optional"
                placeholder="team=ops, cost=7"
                maxLength={20_000}
                {...field("tags", "tag-key", "tag-value", "tags", "transitive-tag")}
              />
              <Field
                label="Tags passed on"
                aside="optional"
                placeholder="project=blue"
                maxLength={20_000}
                hint="The roles after this one keep them."
                {...field("passedOn", "transitive-tag", "tag-key", "tag-value", "tags")}
              />
            </div>
            <Field
              label="Session policy"
              aside="optional"
              mono
              placeholder='{"Version":"2012-10-17","Statement":[…]}'
              maxLength={20_000}
              hint="JSON that limits what this session may do."
              {...field("policy", "session-policy")}
            />
            <Field
              label="Managed policies"
              aside="optional"
              mono
              placeholder="arn:aws:iam::aws:policy/ReadOnlyAccess"
              maxLength={20_000}
              hint="Up to ten ARNs, with spaces between. The session may do no more than they allow."
              {...field("policyArns", "policy-arn", "policies")}
            />
          </div>
        </details>
      )}
    </div>
  )
}
