import { Eye, EyeOff } from "lucide-react"
import { IconButton } from "../ui/button.tsx"

/** Shows or hides what stands in a password box. */
export function RevealButton({ shown, onChange }: { shown: boolean; onChange: (shown: boolean) => void }) {
  return (
    <IconButton
      label={shown ? "Hide what is typed" : "Show what is typed"}
      icon={shown ? <EyeOff /> : <Eye />}
      aria-pressed={shown}
      onClick={() => onChange(!shown)}
    />
  )
}
