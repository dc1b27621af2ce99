import { lazy, Suspense } from "react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { careDialog } from "./care-state.ts"

/** Loaded when one is opened: most days nobody does. */
const RotateDialog = lazy(async () => ({ default: (await import("./rotate-dialog.tsx")).RotateDialog }))
const MfaDialog = lazy(async () => ({ default: (await import("./mfa-dialog.tsx")).MfaDialog }))

/** Whichever dialog about a key at AWS is open. */
export function CareLayer({ overview }: { overview: AwsOverview }) {
  const present = useStore(careDialog)
  const awsKey = overview.keys.find(({ id }) => id === present?.keyId)
  if (present === null || awsKey === undefined) return null
  const close = () => careDialog.set(null)
  return (
    <Suspense fallback={null}>
      {present.about === "rotation" ? (
        <RotateDialog awsKey={awsKey} onClose={close} />
      ) : (
        <MfaDialog awsKey={awsKey} onClose={close} />
      )}
    </Suspense>
  )
}
