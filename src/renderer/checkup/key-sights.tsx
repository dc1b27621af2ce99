import { Check, X } from "lucide-react"
import type { CheckupView } from "../../shared/ipc/insight-views.ts"
import { sightWords } from "../../shared/words/key-sight.ts"
import { Name } from "../ui/name.tsx"
import styles from "./key-sights.module.css"

/** What each key was allowed to see of its account: what a check-up without findings says depends on it. */
export function KeySights({ keys }: { keys: CheckupView["keys"] }) {
  if (keys.length === 0) return null
  return (
    <section className={styles.place} aria-label="What your keys may see">
      <h2 className={styles.title}>What your keys may see</h2>
      <ul className={styles.list}>
        {keys.map(({ key, may, mayNot }) => (
          <li key={key} className={styles.item}>
            <p className={styles.key}>
              <Name>{key}</Name>
            </p>
            <Actions word="This key may" actions={may} look="may" />
            <Actions word="It may not" actions={mayNot} look="mayNot" />
            {may.length + mayNot.length === 0 && <p className={styles.nothing}>AWS told nothing.</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ActionsProps {
  word: string
  actions: readonly string[]
  look: "may" | "mayNot"
}

function Actions({ word, actions, look }: ActionsProps) {
  if (actions.length === 0) return null
  const Sign = look === "may" ? Check : X
  return (
    <ul className={styles.actions} aria-label={word} data-look={look}>
      {actions.map((action) => (
        <li key={action} className={styles.action} title={action}>
          <Sign aria-hidden="true" />
          {sightWords(action)}
        </li>
      ))}
    </ul>
  )
}
