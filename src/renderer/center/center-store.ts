/** @file Where sign-ins to IAM Identity Center stand, as main told it last. */
import type { SsoOverview } from "../../shared/ipc/sso-contract.ts"
import { call, on } from "../api.ts"
import { createPrivateStore } from "../store.ts"

/** null: not told yet. */
export const center = createPrivateStore<SsoOverview | null>(null)

/** Asks once and listens while somebody looks. @returns how to stop */
export function followCenter(onFailure: (thrown: unknown) => void): () => void {
  let following = true
  const tell = (overview: SsoOverview) => {
    if (following) center.set(overview)
  }
  const stop = on("sso:changed", tell)
  call("sso:overview", {}).then(tell, onFailure)
  return () => {
    following = false
    stop()
  }
}
