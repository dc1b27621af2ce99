import { ChevronDown } from "lucide-react"
import { SearchBox } from "../ui/search-box.tsx"
import { byWords, periods, whatWords } from "./log-words.ts"
import type { Asked } from "./log-page.tsx"
import styles from "./log.module.css"

interface LogFiltersProps {
  asked: Asked
  profiles: readonly string[]
  onChange: (next: Asked) => void
}

/** What of the log is wanted. */
export function LogFilters({ asked, profiles, onChange }: LogFiltersProps) {
  const named = asked.profile !== null && !profiles.includes(asked.profile)
  const set = (change: Partial<Asked>) => onChange({ ...asked, ...change })
  return (
    <div className={styles.filters}>
      <SearchBox
        label="Search the log"
        query={asked.text}
        onQuery={(text) => set({ text })}
        onKeyDown={(event) => {
          if (event.key === "Escape") set({ text: "" })
        }}
      />
      <Choice
        label="Profile"
        value={asked.profile ?? ""}
        options={[
          ["", "All profiles"],
          ...(named ? [[asked.profile, asked.profile] as [string, string]] : []),
          ...profiles.map((name): [string, string] => [name, name]),
        ]}
        onChange={(profile) => set({ profile: profile || null })}
      />
      <Choice
        label="What happened"
        value={asked.what ?? ""}
        options={[["", "Everything"], ...Object.entries(whatWords)]}
        onChange={(what) => set({ what: (what || null) as Asked["what"] })}
      />
      <Choice
        label="By whom"
        value={asked.by ?? ""}
        options={[["", "By anybody"], ...Object.entries(byWords)]}
        onChange={(by) => set({ by: (by || null) as Asked["by"] })}
      />
      <Choice
        label="When"
        value={asked.period}
        options={periods.map(({ value, label }): [string, string] => [value, label])}
        onChange={(period) => set({ period: period as Asked["period"] })}
      />
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <span className={styles.choice}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  )
}
