import { cleanName } from "../ui/clean-name.ts"
import type { Ranges } from "./search.ts"
import styles from "./highlight.module.css"

/** A name with the parts that were searched for marked. */
export function Highlight({ text, ranges }: { text: string; ranges: Ranges }) {
  // Places count characters that cleaning takes away: a name with such is shown unmarked.
  const clean = cleanName(text)
  if (ranges.length === 0 || clean !== text) return <bdi>{clean}</bdi>
  return (
    <bdi>
      {ranges.map(([start, end], index) => (
        <span key={start}>
          {text.slice(ranges[index - 1]?.[1] ?? 0, start)}
          <mark className={styles.mark}>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </bdi>
  )
}
