import { useState } from "react"
import { Unlink } from "lucide-react"
import type { KeyView } from "../../shared/ipc/views.ts"
import { forgetWords } from "../../shared/words/key-care.ts"
import { Button } from "../ui/button.tsx"
import styles from "./care.module.css"

/** The way out for a key that AWS takes no more: nothing is asked of AWS. Needs a second press, for it is for good. */
export function ForgetRotation({ awsKey, onForget }: { awsKey: KeyView; onForget: () => void }) {
  const [asked, setAsked] = useState(false)
  const { rotation } = awsKey.care
  if (rotation === null) return null
  return (
    <div className={styles.other}>
      <p className={styles.otherWords} role={asked ? "alert" : undefined}>
        {asked
          ? forgetWords(awsKey.tail, rotation)
          : "AWS takes neither key any more, and this cannot be ended? Let go of it here."}
      </p>
      {asked ? (
        <Button size="small" look="danger" onClick={onForget}>
          Let go for good
        </Button>
      ) : (
        <Button size="small" icon={<Unlink />} onClick={() => setAsked(true)}>
          Let go
        </Button>
      )}
    </div>
  )
}
