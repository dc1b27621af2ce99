import type { AccountView } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { ErrorNote } from "../ui/error-note.tsx"
import { askAgain, failures } from "./code-store.ts"
import { spokenName } from "./copy.ts"

/** Why a row has no code, in full. Closes by itself when it has one again. */
export function FailureDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const error = useStore(failures, (all) => all.get(account.id))
  if (error === undefined) return null
  return (
    <Dialog
      title={`No code for ${spokenName(account)}`}
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" data-autofocus onClick={askAgain}>
            Try again
          </Button>
        </>
      }
    >
      <ErrorNote error={error} />
    </Dialog>
  )
}
