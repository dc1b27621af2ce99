/** @file Where backups stand, as main told it last. */
import type { BackupView } from "../../shared/ipc/backup-views.ts"
import { call, on } from "../api.ts"
import { createPrivateStore } from "../store.ts"

/** null: not told yet. */
export const backups = createPrivateStore<BackupView | null>(null)

/** Asks once and listens while somebody looks. @returns how to stop */
export function followBackups(onFailure: (thrown: unknown) => void): () => void {
  let following = true
  const tell = (view: BackupView) => {
    if (following) backups.set(view)
  }
  const stop = on("backup:changed", tell)
  call("backup:state", {}).then(tell, onFailure)
  return () => {
    following = false
    stop()
  }
}
