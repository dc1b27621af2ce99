import { useEffect, useState } from "react"
import type { AppErrorData } from "../../core/errors.ts"
import { errorOf } from "../api.ts"
import type { SetUp } from "../sessions/set-up-state.ts"
import { useStore } from "../store.ts"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { center, followCenter } from "./center-store.ts"
import { RolesDialog } from "./roles-dialog.tsx"
import { SignInDialog } from "./sign-in-dialog.tsx"
import { SignInsDialog } from "./sign-ins-dialog.tsx"

const TITLE = "IAM Identity Center"

export type CenterStep = Extract<SetUp, { step: "center" | "center-sign-in" | "center-roles" }>

/** Whichever dialog of Identity Center is open. Loaded when the first one is. */
export default function CenterLayer({ at, onClose }: { at: CenterStep; onClose: () => void }) {
  const overview = useStore(center)
  const [failed, setFailed] = useState<AppErrorData | null>(null)
  useEffect(() => followCenter((thrown) => setFailed(errorOf(thrown))), [])
  if (overview === null) {
    return failed === null ? null : (
      <Dialog title={TITLE} onClose={onClose}>
        <ErrorNote error={failed} />
      </Dialog>
    )
  }
  if (at.step === "center") return <SignInsDialog overview={overview} onClose={onClose} />
  const signIn = overview.signIns.find(({ id }) => id === at.signInId)
  if (signIn === undefined) return <SignInsDialog overview={overview} onClose={onClose} />
  return at.step === "center-sign-in" ? (
    <SignInDialog signIn={signIn} onClose={onClose} />
  ) : (
    <RolesDialog signIn={signIn} onClose={onClose} />
  )
}
