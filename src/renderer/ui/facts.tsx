import type { AccountView } from "../../shared/ipc/views.ts"
import styles from "./facts.module.css"

interface FactsProps {
  account: Pick<AccountView, "type" | "algorithm" | "digits" | "period"> & { counter?: number }
  /** Also what is as nearly everywhere. */
  all?: boolean
}

/** How the codes are made, as small facts; those that are the usual ones are left out. */
export function factsOf(
  { type, algorithm, digits, period, counter }: FactsProps["account"],
  all = false,
): string[] {
  const facts: string[] = []
  if (type === "steam") return ["Steam"]
  if (type === "hotp") facts.push(counter === undefined ? "Counter-based" : `Counter-based, next ${counter}`)
  else if (all) facts.push("Time-based")
  if (all || algorithm !== "SHA1") facts.push(algorithm.replace("SHA", "SHA-"))
  if (all || digits !== 6) facts.push(`${digits} digits`)
  if (type === "totp" && (all || period !== 30)) facts.push(`every ${period} s`)
  return facts
}

export function Facts({ account, all = false }: FactsProps) {
  const facts = factsOf(account, all)
  if (facts.length === 0) return null
  return (
    <ul className={styles.facts} aria-label="How the codes are made">
      {facts.map((fact) => (
        <li key={fact} className={styles.fact}>
          {fact}
        </li>
      ))}
    </ul>
  )
}
