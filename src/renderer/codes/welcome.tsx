import { Plus } from "lucide-react"
import { openEnrol } from "../enrol/enrol-state.ts"
import { trashed } from "../state.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { EmptyState } from "../ui/empty-state.tsx"
import { codesView } from "./selection.ts"
import { WelcomeArt } from "./welcome-art.tsx"
import styles from "./welcome.module.css"

/** The first thing a person sees. */
export function Welcome() {
  const inTrash = useStore(trashed, (list) => list.length)
  return (
    <EmptyState
      art={<WelcomeArt />}
      title="Your codes live here"
      text="Add an account from its QR code and its six digits are here whenever you need them. Secrets stay in your keychain; pictures are never kept."
    >
      <Button look="primary" icon={<Plus />} onClick={() => openEnrol()}>
        Add your first account
      </Button>
      {inTrash > 0 && <Button onClick={() => codesView.set("trash")}>Trash ({inTrash})</Button>}
      <p className={styles.drop}>
        or drop or paste a QR code, or the export of another app, anywhere in this window
      </p>
    </EmptyState>
  )
}
