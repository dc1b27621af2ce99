import { Plus } from "lucide-react"
import type { SessionCard } from "../../shared/ipc/views.ts"
import { Button } from "../ui/button.tsx"
import { Select } from "../ui/field.tsx"
import { emptyRole, type RoleDraft } from "./role-draft.ts"
import { RoleFields } from "./role-fields.tsx"
import own from "./role-fields.module.css"
import styles from "./set-up.module.css"

type Assume = SessionCard["assume"]

const ways: readonly { assume: Assume; label: string; hint: string }[] = [
  {
    assume: "auto",
    label: "As its duration needs",
    hint: "Up to an hour with a session that all profiles of the key share; for longer with a code of its own.",
  },
  {
    assume: "session",
    label: "With the shared session",
    hint: "One code serves all profiles of the key. AWS ends such a role after one hour.",
  },
  {
    assume: "direct",
    label: "With a code of its own",
    hint: "Up to 12 hours, as far as the role allows. Each time takes a code of its own.",
  },
]

interface RoleListProps {
  roles: readonly RoleDraft[]
  /** null: there is no choice, and no code: the first role is one of Identity Center. */
  assume: Assume | null
  refused: { field: string; text: string } | null
  onRoles: (roles: readonly RoleDraft[]) => void
  onAssume: (assume: Assume) => void
}

/** The roles of a profile, one assumed from the other. */
export function RoleList({ roles, assume, refused, onRoles, onAssume }: RoleListProps) {
  const named = roles.filter(({ arn }) => arn.trim() !== "").length
  const chosen = ways.find((way) => way.assume === assume)
  return (
    <div className={own.roles}>
      {roles.map((role, index) => (
        <RoleFields
          key={role.row}
          role={role}
          number={roles.length === 1 ? 0 : index + 1}
          refused={refused}
          onChange={(changed) => onRoles(roles.map((each) => (each.row === role.row ? changed : each)))}
          onRemove={
            roles.length === 1 ? undefined : () => onRoles(roles.filter(({ row }) => row !== role.row))
          }
        />
      ))}
      {named > 0 && (
        <Button
          size="small"
          icon={<Plus />}
          className={own.add}
          onClick={() => onRoles([...roles, emptyRole()])}
        >
          Add a role after it
        </Button>
      )}
      {roles.length > 1 && (
        <p className={styles.text}>
          A role assumed from another role lasts one hour at most: AWS's limit. Renewing it takes no new code
          while the session of the user lasts.
        </p>
      )}
      {named > 0 && assume !== null && (
        <Select
          label="Assume the role"
          value={assume}
          hint={chosen?.hint}
          onChange={(event) => {
            const way = ways.find((each) => each.assume === event.target.value)
            if (way !== undefined) onAssume(way.assume)
          }}
        >
          {ways.map((way) => (
            <option key={way.assume} value={way.assume}>
              {way.label}
            </option>
          ))}
        </Select>
      )}
    </div>
  )
}
