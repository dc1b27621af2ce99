import { useState } from "react"
import { Trash2 } from "lucide-react"
import type { OtherKey } from "../../core/errors.ts"
import { otherKeyWords } from "../../shared/words/key-care.ts"
import { Button } from "../ui/button.tsx"
import { useTimeText } from "../ui/tick.ts"
import styles from "./care.module.css"

interface OtherKeysProps {
  others: readonly OtherKey[]
  busy: boolean
  /** A code is missing. */
  disabled: boolean
  onDelete: (tail: string) => void
}

/** Keys of the same user that Keycard does not have: each can be deleted, after a second press. */
export function OtherKeys({ others, busy, disabled, onDelete }: OtherKeysProps) {
  const [asked, setAsked] = useState<string | null>(null)
  return others.map((other) => (
    <div key={other.tail} className={styles.other}>
      <OtherWords other={other} />
      {asked === other.tail ? (
        <Button
          size="small"
          look="danger"
          busy={busy}
          disabled={disabled}
          onClick={() => onDelete(other.tail)}
        >
          Delete …{other.tail} for good
        </Button>
      ) : (
        <Button size="small" icon={<Trash2 />} onClick={() => setAsked(other.tail)}>
          Delete …{other.tail}
        </Button>
      )}
    </div>
  ))
}

function OtherWords({ other }: { other: OtherKey }) {
  const words = useTimeText((nowMs) => otherKeyWords(other, nowMs))
  return <p className={styles.otherWords}>{words}</p>
}
