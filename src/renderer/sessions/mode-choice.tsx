import type { SessionCard } from "../../shared/ipc/views.ts"
import { Select } from "../ui/field.tsx"

type Mode = SessionCard["mode"]

interface ModeChoiceProps {
  mode: Mode
  credentialsPath: string
  onChange: (mode: Mode) => void
}

/** Whether AWS's tools find credentials on the disk, or ask Keycard for them. */
export function ModeChoice({ mode, credentialsPath, onChange }: ModeChoiceProps) {
  const hints: Readonly<Record<Mode, string>> = {
    file: `Every tool finds them in ${credentialsPath} until they end or you stop the session.`,
    process: "Nothing is on the disk. Keycard writes one line into AWS’s config file, and tools ask it.",
  }
  return (
    <Select
      label="Credentials are"
      value={mode}
      hint={hints[mode]}
      onChange={(event) => onChange(event.target.value === "process" ? "process" : "file")}
    >
      <option value="file">Written to a file</option>
      <option value="process">Handed out when asked</option>
    </Select>
  )
}
