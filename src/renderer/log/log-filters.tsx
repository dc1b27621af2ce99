import { ChevronDown, Search, X } from "lucide-react"
import { IconButton } from "../ui/button.tsx"
import boxStyles from "../codes/search-box.module.css"
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
      <div className={boxStyles.box} role="search">
        <Search className={boxStyles.icon} aria-hidden="true" />
        <input
          type="text"
          role="searchbox"
          data-search
          aria-label="Search the log"
          placeholder="Search the log"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          className={boxStyles.input}
          value={asked.text}
          maxLength={200}
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape") set({ text: "" })
          }}
        />
        {asked.text !== "" && (
          <IconButton label="Clear search" icon={<X />} onClick={() => set({ text: "" })} />
        )}
      </div>
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
