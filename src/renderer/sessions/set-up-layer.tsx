import { lazy, Suspense } from "react"
import type { AwsOverview } from "../../shared/ipc/views.ts"
import { useStore } from "../store.ts"
import { CodeDialog } from "./code-dialog.tsx"
import { DeviceDialog } from "./device-dialog.tsx"
import { KeyDialog } from "./key-dialog.tsx"
import { ProfileDialog } from "./profile-dialog.tsx"
import { RemoveKey, RemoveProfile } from "./remove-dialogs.tsx"
import { setUp } from "./set-up-state.ts"

const CenterLayer = lazy(() => import("../center/center-layer.tsx"))

/** Loaded when it is asked for: most people need it once. */
const TakeOverDialog = lazy(async () => ({
  default: (await import("./take-over-dialog.tsx")).TakeOverDialog,
}))
const ConsoleDialog = lazy(async () => ({ default: (await import("./console-dialog.tsx")).ConsoleDialog }))

/** Whichever dialog of the place is open. */
export function SetUpLayer({ overview }: { overview: AwsOverview }) {
  const present = useStore(setUp)
  const close = () => setUp.set(null)
  switch (present?.step) {
    case undefined:
      return null
    case "key":
      return <KeyDialog overview={overview} profile={present.profile} onClose={close} />
    case "device": {
      const key = overview.keys.find(({ id }) => id === present.keyId)
      return key === undefined ? null : <DeviceDialog awsKey={key} guided={present.guided} onClose={close} />
    }
    case "profile": {
      const session = overview.sessions.find(({ profileId }) => profileId === present.profileId) ?? null
      return <ProfileDialog overview={overview} session={session} at={present} onClose={close} />
    }
    case "center":
    case "center-sign-in":
    case "center-roles":
      return (
        <Suspense fallback={null}>
          <CenterLayer at={present} onClose={close} />
        </Suspense>
      )
    case "remove-key": {
      const key = overview.keys.find(({ id }) => id === present.keyId)
      return key === undefined ? null : <RemoveKey awsKey={key} onClose={close} />
    }
    case "remove-profile": {
      const session = overview.sessions.find(({ profileId }) => profileId === present.profileId)
      return session === undefined ? null : <RemoveProfile session={session} onClose={close} />
    }
    case "take-over":
      return (
        <Suspense>
          <TakeOverDialog overview={overview} onClose={close} />
        </Suspense>
      )
    case "console": {
      const session = overview.sessions.find(({ profileId }) => profileId === present.profileId)
      return session === undefined ? null : (
        <Suspense>
          <ConsoleDialog session={session} onClose={close} />
        </Suspense>
      )
    }
    case "code": {
      const session = overview.sessions.find(({ profileId }) => profileId === present.profileId)
      return session === undefined ? null : <CodeDialog session={session} onClose={close} />
    }
  }
}
