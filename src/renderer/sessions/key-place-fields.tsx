import { useEffect, useRef, useState } from "react"
import { Field } from "../ui/field.tsx"
import { regions } from "./regions.ts"
import styles from "./set-up.module.css"

interface KeyPlaceFieldsProps {
  region: string
  endpoint: string
  /** What main said of one of them. */
  errors: { region: string | null; endpoint: string | null }
  onRegion: (region: string) => void
  onEndpoint: (endpoint: string) => void
}

/** Where AWS, or what stands in its place, is asked with a key. Closed where it is as for most people. */
export function KeyPlaceFields({ region, endpoint, errors, onRegion, onEndpoint }: KeyPlaceFieldsProps) {
  const [isOpen, setOpen] = useState(endpoint !== "")
  const refused = errors.region !== null || errors.endpoint !== null
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    // It stands at the end of its form: in a low window nobody would see what was refused.
    if (refused) details.current?.scrollIntoView({ block: "nearest" })
  }, [refused])
  return (
    <details
      ref={details}
      className={styles.details}
      open={isOpen || refused}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Region and endpoint</summary>
      <div className={styles.pair}>
        <Field
          label="STS region"
          placeholder="us-east-1"
          list="key-regions"
          value={region}
          maxLength={40}
          error={errors.region}
          onChange={(event) => onRegion(event.target.value)}
        />
        <datalist id="key-regions">
          {regions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field
          label="Endpoint"
          aside="optional"
          placeholder="https://sts.example.com"
          value={endpoint}
          maxLength={2000}
          hint="An STS of your own. Empty: AWS itself."
          error={errors.endpoint}
          onChange={(event) => onEndpoint(event.target.value)}
        />
      </div>
    </details>
  )
}
