import type { SessionCard } from "../../shared/ipc/views.ts"
import { Select } from "../ui/field.tsx"

type Renew = SessionCard["renew"]

const choices: readonly { renew: Renew; label: string; hint: string }[] = [
  {
    renew: "auto",
    label: "By itself",
    hint: "Once started, while Keycard runs and is unlocked, until you stop it.",
  },
  {
    renew: "on-demand",
    label: "When asked",
    hint: "When you press Refresh, or a tool asks for credentials.",
  },
  { renew: "never", label: "Never", hint: "It ends when it ends; only you start it again." },
]
/** Below this AWS's tools ask for new credentials all the time, whoever renews them. */
const shortSeconds = 1_800

interface RenewChoiceProps {
  renew: Renew
  seconds: number
  onChange: (renew: Renew) => void
}

/** What happens before a session ends. */
export function RenewChoice({ renew, seconds, onChange }: RenewChoiceProps) {
  const chosen = choices.find((choice) => choice.renew === renew)
  const often =
    renew === "auto" && seconds < shortSeconds
      ? ` That is every ${Math.round(seconds / 120)} minutes or so; a longer session asks AWS less often.`
      : ""
  return (
    <Select
      label="Renew"
      value={renew}
      hint={`${chosen?.hint ?? ""}${often}`}
      onChange={(event) => {
        const next = choices.find((choice) => choice.renew === event.target.value)
        if (next !== undefined) onChange(next.renew)
      }}
    >
      {choices.map((choice) => (
        <option key={choice.renew} value={choice.renew}>
          {choice.label}
        </option>
      ))}
    </Select>
  )
}
