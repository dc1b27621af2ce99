import { ChevronDown } from "lucide-react"
import styles from "./buttons.module.css"

interface SmallSelectProps {
  /** For screen readers; shown by whoever places it. */
  label: string
  value: number
  options: readonly { value: number; label: string }[]
  onChange: (value: number) => void
}

/** One of more numbers than fit beside each other. */
export function SmallSelect({ label, value, options, onChange }: SmallSelectProps) {
  return (
    <span className={styles.select}>
      <select aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  )
}
