import { useMemo } from "react"
import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { Name } from "../ui/name.tsx"
import { chosenTag } from "./selection.ts"
import { foldTag, tagsOf } from "./tags.ts"
import styles from "./tag-bar.module.css"

/** More than a glance holds; the others are found with `#`. */
const most = 40

/** The tags there are; one of them keeps the list to its accounts. Nothing where there are none. */
export function TagBar({ accounts, onChoose }: { accounts: readonly AccountView[]; onChoose: () => void }) {
  const chosen = useStore(chosenTag)
  const tags = useMemo(() => tagsOf(accounts).slice(0, most), [accounts])
  if (tags.length === 0) return null
  const isChosen = (tag: string) => chosen !== null && foldTag(tag) === foldTag(chosen)
  return (
    <div className={styles.bar} role="group" aria-label="Tags">
      {tags.map(({ tag, uses }) => (
        <button
          key={tag}
          type="button"
          className={styles.tag}
          aria-pressed={isChosen(tag)}
          title={uses === 1 ? "1 account" : `${uses} accounts`}
          onClick={() => {
            chosenTag.set(isChosen(tag) ? null : tag)
            onChoose()
          }}
        >
          <Name>{tag}</Name>
        </button>
      ))}
    </div>
  )
}
